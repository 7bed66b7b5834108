package io.rethink.api;

import java.nio.file.Path;

/** The folder of the current run. What is written there stays with the run. */
public interface RunDirectory {

  /** The folder, absolute; exists. */
  Path path();
}
