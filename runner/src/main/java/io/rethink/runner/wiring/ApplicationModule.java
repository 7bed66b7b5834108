package io.rethink.runner.wiring;

import com.google.inject.AbstractModule;
import io.rethink.api.DataDirectory;
import io.rethink.api.Progress;

/** What all runs of a process share. */
public final class ApplicationModule extends AbstractModule {

  private final DataDirectory dataDirectory;
  private final Progress progress;

  public ApplicationModule(DataDirectory dataDirectory, Progress progress) {
    this.dataDirectory = dataDirectory;
    this.progress = progress;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    bind(DataDirectory.class).toInstance(dataDirectory);
    bind(Progress.class).toInstance(progress);
    bind(RunAssembler.class);
  }
}
