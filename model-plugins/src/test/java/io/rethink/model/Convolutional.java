package io.rethink.model;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The convolutional networks under test. */
final class Convolutional {

  static final InputShape CROPPED_CIFAR = new InputShape(3, 28, 28);
  static final InputShape CIFAR = new InputShape(3, 32, 32);

  private Convolutional() {}

  static Model alexNet(Initialization initialization) {
    return new SmallAlexNet(new SmallAlexNet.Config(initialization, 1));
  }

  static Model inception(boolean normalized, double width, Initialization initialization) {
    return new SmallInception(new SmallInception.Config(normalized, width, initialization, 1));
  }

  static Model wideResNet(int depth, int width, Initialization initialization) {
    return new WideResNet(new WideResNet.Config(depth, width, initialization, 1));
  }

  static Model inceptionV3(Initialization initialization) {
    return new InceptionV3(new InceptionV3.Config(initialization, 1));
  }

  static ComputationGraph network(Model model, InputShape input, int classes) {
    ComputationGraph graph = new ComputationGraph(model.configure(input, classes));
    graph.init();
    return graph;
  }
}
