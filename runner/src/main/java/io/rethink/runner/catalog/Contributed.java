package io.rethink.runner.catalog;

import io.rethink.api.Contributions;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.Model;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes down what one plugin contributes. */
final class Contributed implements Contributions {

  private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final PluginSource source;
  private final List<Extension> extensions = new ArrayList<>();

  Contributed(PluginSource source) {
    this.source = source;
  }

  /** What was contributed, in order. */
  List<Extension> extensions() {
    return extensions;
  }

  @Override
  public void dataset(String name, Class<? extends Dataset> type, Class<? extends Record> options) {
    add(ExtensionPoint.DATASET, name, type, options);
  }

  @Override
  public void corruption(
      String name, Class<? extends Corruption> type, Class<? extends Record> options) {
    add(ExtensionPoint.CORRUPTION, name, type, options);
  }

  @Override
  public void model(String name, Class<? extends Model> type, Class<? extends Record> options) {
    add(ExtensionPoint.MODEL, name, type, options);
  }

  @Override
  public void closedFormModel(
      String name, Class<? extends ClosedFormModel> type, Class<? extends Record> options) {
    add(ExtensionPoint.MODEL, name, type, options);
  }

  @Override
  public void regularizer(
      String name, Class<? extends Regularizer> type, Class<? extends Record> options) {
    add(ExtensionPoint.REGULARIZER, name, type, options);
  }

  @Override
  public void optimizer(
      String name, Class<? extends Optimizer> type, Class<? extends Record> options) {
    add(ExtensionPoint.OPTIMIZER, name, type, options);
  }

  @Override
  public void measure(String name, Class<? extends Measure> type, Class<? extends Record> options) {
    add(ExtensionPoint.MEASURE, name, type, options);
  }

  private void add(
      ExtensionPoint point, String name, Class<?> type, Class<? extends Record> options) {
    if (!KEBAB.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the %s is named \"%s\"; a name is lower-case words joined by -"
              .formatted(point.singular(), name));
    }
    extensions.add(new Extension(point, name, type, options, source));
  }
}
