package io.rethink.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"1", "16", "1024"})
  void numbersOfThreadsAreTaken(String number) {
    assertThatCode(() -> Threads.requireUsable(number)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "abc", "4,2", " 2", "2 ", "1025", "100000", "1.5"})
  void everythingElseIsRefused(String number) {
    assertThatThrownBy(() -> Threads.requireUsable(number))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("OMP_NUM_THREADS is '" + number + "'")
        .hasMessageContaining("from 1 to 1024");
  }
}
