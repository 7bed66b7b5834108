package io.rethink.runner.cli;

import io.rethink.runner.runs.Surroundings;
import picocli.CommandLine.IVersionProvider;

/** What {@code rethink --version} prints. */
final class VersionText implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return Surroundings.versions().entrySet().stream()
        .map(version -> version.getKey() + " " + version.getValue())
        .toArray(String[]::new);
  }
}
