package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchFeedTest {

  private final BatchFeed feed = new BatchFeed(InputShape.vector(1), 4);

  @Test
  void batchesComeInOrderEachWithItsOwnValues() {
    List<Float> seen = new ArrayList<>();
    feed.forEach(
        0,
        50,
        (number, batch) -> {
          batch.inputs()[0] = number;
          batch.size(1);
        },
        (batch, number) -> seen.add(batch.inputs()[0] - number));
    assertThat(seen).hasSize(50).containsOnly(0f);
  }

  @Test
  void theNextBatchIsMadeWhileOneIsInUse() {
    CountDownLatch secondMade = new CountDownLatch(2);
    feed.forEach(
        0,
        2,
        (number, batch) -> secondMade.countDown(),
        (batch, number) -> {
          try {
            assertThat(secondMade.await(10, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void theBatchesOfAQuickSourceAreMadeWhereTheyAreUsed() {
    List<String> course = new ArrayList<>();
    Thread user = Thread.currentThread();
    feed.forEach(
        3,
        5,
        new BatchFeed.Source() {
          @Override
          public void fill(int number, Batch batch) {
            assertThat(Thread.currentThread()).isEqualTo(user);
            course.add("make " + number);
          }

          @Override
          public boolean isQuick() {
            return true;
          }
        },
        (batch, number) -> course.add("use " + number));
    assertThat(course).containsExactly("make 3", "use 3", "make 4", "use 4");
  }

  @Test
  void whatTheSourceThrowsReachesTheCaller() {
    assertThatThrownBy(
            () ->
                feed.forEach(
                    0,
                    5,
                    (number, batch) -> {
                      if (number == 3) {
                        throw new UserException("the file is gone");
                      }
                    },
                    (batch, number) -> {}))
        .isInstanceOf(UserException.class)
        .hasMessage("the file is gone");
  }

  @Test
  void afterAFailureTheFeedCanBeUsedAgain() {
    assertThatThrownBy(
            () ->
                feed.forEach(
                    0,
                    5,
                    (number, batch) -> {},
                    (batch, number) -> {
                      throw new TrainingCancelledException();
                    }))
        .isInstanceOf(TrainingCancelledException.class);
    batchesComeInOrderEachWithItsOwnValues();
  }
}
