package io.rethink.measurement;

import io.rethink.api.Description;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.TrainedNetwork;
import jakarta.inject.Inject;

/**
 * Splits training accuracy by whether an example's label is corrupted, that is, differs from its
 * true label; a random label that happens to be the true one is clean. It tells memorization from
 * learning: {@code train/accuracy-corrupted} is the share of wrong labels that the network fits,
 * {@code train/accuracy-corrupted-true} the share that it corrects.
 *
 * <p>The numbers are {@code train/fraction-corrupted}, in [0, 1]; on clean examples {@code
 * train/accuracy-clean}; on corrupted ones {@code train/accuracy-corrupted}, against the given
 * labels, and {@code train/accuracy-corrupted-true}, against the true ones; and over all examples
 * {@code train/accuracy-true}, against the true labels. What is over no examples is left out.
 */
@Description("Training accuracy on clean and on corrupted examples, against given and true labels.")
public final class LabelAgreement implements Measure {

  /** There are no options. */
  public record Config() {}

  @Inject
  public LabelAgreement() {}

  @Override
  public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {
    Count count = new Count(train);
    network.score(train, count);
    int clean = train.size() - count.corrupted;
    findings.number("train/fraction-corrupted", (double) count.corrupted / train.size());
    findings.number(
        "train/accuracy-true", (double) (count.cleanRight + count.corruptedAsTrue) / train.size());
    if (clean > 0) {
      findings.number("train/accuracy-clean", (double) count.cleanRight / clean);
    }
    if (count.corrupted > 0) {
      findings.number(
          "train/accuracy-corrupted", (double) count.corruptedAsGiven / count.corrupted);
      findings.number(
          "train/accuracy-corrupted-true", (double) count.corruptedAsTrue / count.corrupted);
    }
  }

  private static final class Count implements TrainedNetwork.ScoreVisitor {

    private final Examples examples;
    private int corrupted;
    private int cleanRight;
    private int corruptedAsGiven;
    private int corruptedAsTrue;

    Count(Examples examples) {
      this.examples = examples;
    }

    @Override
    public void visit(int index, float[] scores) {
      int predicted = highest(scores);
      int given = examples.label(index);
      int truth = examples.trueLabel(index);
      if (given == truth) {
        cleanRight += predicted == truth ? 1 : 0;
        return;
      }
      corrupted++;
      corruptedAsGiven += predicted == given ? 1 : 0;
      corruptedAsTrue += predicted == truth ? 1 : 0;
    }

    /** The class of the highest score, the first of several; -1 if no score is a number. */
    private static int highest(float[] scores) {
      int highest = -1;
      for (int k = 0; k < scores.length; k++) {
        if (!Float.isNaN(scores[k]) && (highest < 0 || scores[k] > scores[highest])) {
          highest = k;
        }
      }
      return highest;
    }
  }
}
