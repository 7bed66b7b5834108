package io.rethink.api;

import java.nio.file.Path;

/** The cache of downloaded data, shared by all runs of a user. */
public interface DataDirectory {

  /** The cache folder, absolute; whoever writes to it creates what it needs inside. */
  Path path();
}
