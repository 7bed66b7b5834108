package io.rethink.api;

/**
 * A jar's entry point: names the extensions that the jar contributes. Found by {@link
 * java.util.ServiceLoader}, so the implementing class is public, has a public constructor without
 * parameters, and is listed in {@code META-INF/services/io.rethink.api.Plugin}.
 */
public interface Plugin {

  /** Registers every extension of this plugin. Called once, before any configuration is read. */
  void contribute(Contributions contributions);
}
