package io.rethink.model;

import io.rethink.api.Description;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** What a linear classifier minimizes. */
public enum OutputLoss {
  @Description("The cross-entropy of a softmax of the scores.")
  CROSS_ENTROPY {
    @Override
    OutputLayer output(int classes, IWeightInit weights, boolean bias) {
      return SoftmaxOutput.of(classes, weights, bias);
    }
  },
  @Description("The sum of the squared differences between scores and one-hot labels.")
  SQUARED_ERROR {
    @Override
    OutputLayer output(int classes, IWeightInit weights, boolean bias) {
      return new OutputLayer.Builder(new LossL2())
          .activation(new ActivationIdentity())
          .nOut(classes)
          .hasBias(bias)
          .weightInit(weights)
          .build();
    }
  };

  /** The output layer with this loss. */
  abstract OutputLayer output(int classes, IWeightInit weights, boolean bias);
}
