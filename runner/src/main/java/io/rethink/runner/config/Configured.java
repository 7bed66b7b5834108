package io.rethink.runner.config;

import io.rethink.runner.catalog.Extension;

/**
 * An extension and the options that an experiment gives it.
 *
 * @param extension what is configured
 * @param options an instance of {@link Extension#options}
 */
public record Configured(Extension extension, Record options) {

  public Configured {
    if (!extension.options().isInstance(options)) {
      throw new IllegalArgumentException(
          "%s takes a %s, not a %s"
              .formatted(
                  extension.name(), extension.options().getName(), options.getClass().getName()));
    }
  }

  /** The extension's name. */
  public String name() {
    return extension.name();
  }
}
