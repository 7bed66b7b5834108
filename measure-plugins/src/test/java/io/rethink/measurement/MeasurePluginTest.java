package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class MeasurePluginTest {

  @Test
  void isFoundAndContributesEveryExtensionOfTheModule() {
    Contributions contributions = mock(Contributions.class);
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      plugin.contribute(contributions);
    }

    assertThat(mockingDetails(contributions).getInvocations())
        .allMatch(call -> call.getMethod().getName().equals("measure"))
        .extracting(call -> call.<String>getArgument(0))
        .containsExactly(
            "label-agreement",
            "top-k",
            "margins",
            "norms",
            "distance-from-initialization",
            "minimum-norm-distance");
  }
}
