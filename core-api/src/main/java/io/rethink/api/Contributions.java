package io.rethink.api;

import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.Model;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.Regularizer;

/**
 * Where a {@link Plugin} registers its extensions.
 *
 * <p>Each method takes the name by which configurations refer to the extension ({@code kebab-case},
 * unique among all extensions of that point), the class that implements it, and the record that
 * describes its options. The class has one constructor annotated {@code jakarta.inject.Inject}; it
 * may ask for its record and for the run's services: {@link Seeds}, {@link RunDirectory}, {@link
 * DataDirectory}, {@link Progress}, an {@code org.slf4j.Logger} and, except in a data set, {@link
 * io.rethink.api.data.DatasetInfo}.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the name is not kebab-case.
 */
public interface Contributions {

  /** Registers a data set under {@code name}. */
  void dataset(String name, Class<? extends Dataset> type, Class<? extends Record> options);

  /** Registers a corruption under {@code name}. */
  void corruption(String name, Class<? extends Corruption> type, Class<? extends Record> options);

  /** Registers a model under {@code name}. */
  void model(String name, Class<? extends Model> type, Class<? extends Record> options);

  /** Registers a model that is computed in closed form under {@code name}. */
  void closedFormModel(
      String name, Class<? extends ClosedFormModel> type, Class<? extends Record> options);

  /** Registers a regularizer under {@code name}. */
  void regularizer(String name, Class<? extends Regularizer> type, Class<? extends Record> options);

  /** Registers an optimizer under {@code name}. */
  void optimizer(String name, Class<? extends Optimizer> type, Class<? extends Record> options);

  /** Registers a measure under {@code name}. */
  void measure(String name, Class<? extends Measure> type, Class<? extends Record> options);
}
