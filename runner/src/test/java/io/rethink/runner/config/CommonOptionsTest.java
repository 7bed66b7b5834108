package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.options.Option;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommonOptionsTest {

  @ParameterizedTest
  @EnumSource
  void theNamesThatPluginsMustNotUseAreThoseOfTheCommonOptions(ExtensionPoint point) {
    Set<String> names = new HashSet<>(Set.of("type"));
    CommonOptions.of(point)
        .ifPresent(options -> options.options().stream().map(Option::name).forEach(names::add));

    assertThat(point.commonOptions()).isEqualTo(names);
  }
}
