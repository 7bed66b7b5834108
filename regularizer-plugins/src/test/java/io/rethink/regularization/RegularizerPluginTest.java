package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class RegularizerPluginTest {

  @Test
  void isFoundAndContributesEveryExtensionOfTheModule() {
    Contributions contributions = mock(Contributions.class);
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      plugin.contribute(contributions);
    }

    assertThat(mockingDetails(contributions).getInvocations())
        .allMatch(call -> call.getMethod().getName().equals("regularizer"))
        .extracting(call -> call.<String>getArgument(0))
        .containsExactly(
            "weight-decay",
            "l1",
            "max-norm",
            "gradient-noise",
            "dropout",
            "stochastic-depth",
            "label-smoothing",
            "random-crop",
            "random-resized-crop",
            "flip-and-rotate",
            "mixup",
            "early-stopping");
  }
}
