package io.rethink.model;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The layer on top of every classifier here: a score for each class, softmax, cross-entropy. */
final class SoftmaxOutput {

  static final String NAME = "output";

  private SoftmaxOutput() {}

  static OutputLayer of(int classes, IWeightInit weights, boolean bias) {
    return new OutputLayer.Builder(new LossMCXENT())
        .activation(new ActivationSoftmax())
        .nOut(classes)
        .hasBias(bias)
        .weightInit(weights)
        .build();
  }
}
