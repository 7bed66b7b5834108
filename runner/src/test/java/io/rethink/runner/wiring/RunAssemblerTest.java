package io.rethink.runner.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.rethink.api.UserException;
import io.rethink.engine.Network;
import org.junit.jupiter.api.Test;

class RunAssemblerTest {

  @Test
  void aNetworkOfAnotherNumberOfOutputsThanClassesIsClosedAndRefused() {
    Network network = mock(Network.class);
    when(network.classes()).thenReturn(5);

    RunAssembler.requireClasses("narrow", network, 5);
    verify(network, never()).close();
    assertThatThrownBy(() -> RunAssembler.requireClasses("narrow", network, 10))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(
            "the model 'narrow' has 5 outputs, and the data set has 10 classes;");
    verify(network).close();
  }
}
