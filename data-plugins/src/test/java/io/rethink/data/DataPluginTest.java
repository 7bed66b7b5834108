package io.rethink.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;

import io.rethink.api.Contributions;
import io.rethink.api.Plugin;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DataPluginTest {

  @Test
  void theJarContributesItsDataSetsAndCorruptions() {
    Contributions contributions = mock(Contributions.class);
    ServiceLoader.load(Plugin.class).forEach(plugin -> plugin.contribute(contributions));

    List<String> names =
        mockingDetails(contributions).getInvocations().stream()
            .map(call -> call.getMethod().getName() + " " + call.getArgument(0))
            .toList();
    assertThat(names)
        .containsExactlyInAnyOrder(
            "dataset digits",
            "dataset mnist",
            "dataset fashion-mnist",
            "dataset cifar10",
            "dataset cifar100",
            "dataset image-folder",
            "corruption random-labels",
            "corruption partial-labels",
            "corruption shuffled-pixels",
            "corruption random-pixels",
            "corruption gaussian-pixels");
  }
}
