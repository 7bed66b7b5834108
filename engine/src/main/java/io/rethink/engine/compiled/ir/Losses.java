package io.rethink.engine.compiled.ir;

import io.rethink.api.regularization.SmoothedLoss;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/** Reads DL4J's losses. */
final class Losses {

  private Losses() {}

  /** The loss of an output layer, which is called {@code name}. */
  static Loss loss(String name, OutputLayer layer) {
    ILossFunction loss = layer.getLossFn();
    IActivation activation = layer.getActivationFn();
    if (activation.getClass() == ActivationSoftmax.class) {
      if (isCrossEntropy(loss)) {
        return new Loss.CrossEntropy(0);
      } else if (loss instanceof SmoothedLoss smoothed && isCrossEntropy(smoothed.loss())) {
        return new Loss.CrossEntropy(smoothed.amount());
      }
    }
    if (activation.getClass() == ActivationIdentity.class) {
      if (loss.getClass() == LossMSE.class && ((LossMSE) loss).getWeights() == null) {
        return Loss.Plain.MEAN_SQUARED_ERROR;
      } else if (loss.getClass() == LossL2.class && ((LossL2) loss).getWeights() == null) {
        return Loss.Plain.SQUARED_ERROR;
      } else if (loss.getClass() == LossHinge.class) {
        return Loss.Plain.HINGE;
      }
    }
    String reason =
        "'%s' has the loss %s of %s"
            .formatted(
                name, loss.getClass().getSimpleName(), activation.getClass().getSimpleName());
    return new Loss.Stock(loss, activation, reason);
  }

  private static boolean isCrossEntropy(ILossFunction loss) {
    return loss instanceof LossMCXENT entropy
        && (loss.getClass() == LossMCXENT.class
            || loss.getClass() == LossNegativeLogLikelihood.class)
        && entropy.getWeights() == null;
  }
}
