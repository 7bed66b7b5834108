package io.rethink.runner.training;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.TrainedNetwork;
import io.rethink.api.model.FittedModel;
import io.rethink.api.model.Parameters;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A model in closed form as measures see it. Scores of the run's training and test examples are
 * computed once.
 */
final class ScoredModel implements TrainedNetwork {

  private final FittedModel model;
  private final Examples train;
  private final Examples test;
  private final Progress progress;
  private float @Nullable [] trainScores;
  private float @Nullable [] testScores;

  ScoredModel(FittedModel model, Examples train, Examples test, Progress progress) {
    this.model = model;
    this.train = train;
    this.test = test;
    this.progress = progress;
  }

  /** Fraction of the examples whose given label has the highest score. */
  double accuracy(Examples examples) {
    int[] correct = {0};
    score(
        examples,
        (index, scores) -> {
          if (Evaluator.highest(scores) == examples.label(index)) {
            correct[0]++;
          }
        });
    return (double) correct[0] / examples.size();
  }

  @Override
  public void score(Examples examples, ScoreVisitor visitor) {
    float[] all = scores(examples);
    int classes = examples.classes();
    for (int i = 0; i < examples.size(); i++) {
      visitor.visit(i, Arrays.copyOfRange(all, i * classes, (i + 1) * classes));
    }
  }

  @SuppressWarnings("ReferenceEquality") // Other examples may be equal by content alone.
  private float[] scores(Examples examples) {
    if (examples == train) {
      trainScores = trainScores == null ? model.score(train, progress) : trainScores;
      return trainScores;
    }
    if (examples == test) {
      testScores = testScores == null ? model.score(test, progress) : testScores;
      return testScores;
    }
    return model.score(examples, progress);
  }

  @Override
  public Parameters parameters() {
    throw noParameters();
  }

  @Override
  public Parameters initialParameters() {
    throw noParameters();
  }

  private static UserException noParameters() {
    return new UserException(
        "a measure asks for the parameters of a network, but the model is computed in closed form and has none of that kind; leave the measure out of measures");
  }
}
