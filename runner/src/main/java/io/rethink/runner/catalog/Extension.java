package io.rethink.runner.catalog;

import io.rethink.api.model.ClosedFormModel;

/**
 * A named, configurable thing of an extension point.
 *
 * @param point where it belongs
 * @param name by which configurations refer to it: kebab-case, unique in its point
 * @param type the class that implements it; has one constructor annotated {@code @Inject}
 * @param options the record of its options
 * @param source the plugin that contributes it
 */
public record Extension(
    ExtensionPoint point,
    String name,
    Class<?> type,
    Class<? extends Record> options,
    PluginSource source) {

  /** Whether this is a model that is computed in closed form instead of trained. */
  public boolean isClosedForm() {
    return ClosedFormModel.class.isAssignableFrom(type);
  }
}
