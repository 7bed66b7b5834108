package io.rethink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ModelPluginTest {

  @Test
  void isFoundAndContributesEveryExtensionOfTheModule() {
    Contributions contributions = mock(Contributions.class);
    for (Plugin plugin : ServiceLoader.load(Plugin.class)) {
      plugin.contribute(contributions);
    }

    assertThat(mockingDetails(contributions).getInvocations())
        .allMatch(call -> call.getMethod().getName().matches("model|closedFormModel"))
        .extracting(call -> call.<String>getArgument(0))
        .containsExactly(
            "mlp",
            "linear",
            "small-inception",
            "small-alexnet",
            "wide-resnet",
            "inception-v3",
            "theorem-1",
            "minimum-norm");
  }
}
