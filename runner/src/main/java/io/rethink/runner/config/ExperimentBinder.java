package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.rethink.api.Default;
import io.rethink.api.regularization.Mixing;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.catalog.ExtensionPoint;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Binds a resolved configuration to one experiment. */
final class ExperimentBinder {

  private static final List<String> BLOCKS =
      List.of(
          "dataset",
          "corruptions",
          "model",
          "regularizers",
          "optimizer",
          "training",
          "measures",
          "engine",
          "tags",
          "variables",
          "sweep",
          "report");

  /** The keys of an experiment that are no blocks. */
  record Head(
      @Pattern(
              regexp = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*",
              message = "a name for a folder: letters, digits, spaces and . _ -")
          String name,
      @Nullable String description,
      @Default("1") long seed) {

    private static final int LONGEST_NAME = 255;

    Head {
      int length = name.getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST_NAME) {
        throw new IllegalArgumentException(
            "name has %d bytes; as that of a folder, it must have %d at most"
                .formatted(length, LONGEST_NAME));
      }
    }
  }

  private final Problems problems;
  private final RecordBinder records;
  private final ExtensionBinder extensions;

  ExperimentBinder(Catalog catalog, Problems problems) {
    this.problems = problems;
    this.records = new RecordBinder(problems);
    this.extensions = new ExtensionBinder(catalog, problems);
  }

  /** Binds {@code root}; null if there were problems, which are reported. */
  @Nullable Experiment bind(ConfigObject root) {
    Head head =
        records.bind(
            Head.class, root, new Subject("", "an experiment", new LinkedHashSet<>(BLOCKS)));
    DatasetSettings dataset = dataset(root);
    List<Configured> corruptions = configured(root, "corruptions", ExtensionPoint.CORRUPTION);
    Configured model = required(root, "model", ExtensionPoint.MODEL);
    List<Configured> regularizers = configured(root, "regularizers", ExtensionPoint.REGULARIZER);
    if (regularizers != null) {
      rejectSecondMixing(root, regularizers);
    }
    ConfigValue modelValue = Blocks.get(root, "model");
    Extension named =
        modelValue == null ? null : extensions.named(ExtensionPoint.MODEL, modelValue);
    boolean closedForm = named != null && named.isClosedForm();
    if (named != null && closedForm) {
      new ClosedFormRules(problems).check(root, named.name());
    }
    // A model that nobody knows may be one in closed form, to which neither belongs.
    boolean optional = closedForm || (modelValue != null && named == null);
    Configured optimizer =
        closedForm || (optional && Blocks.get(root, "optimizer") == null)
            ? null
            : required(root, "optimizer", ExtensionPoint.OPTIMIZER);
    TrainingSettings training =
        closedForm || (optional && Blocks.get(root, "training") == null)
            ? null
            : settings(root, "training", TrainingSettings.class);
    List<MeasureSettings> measures = list(root, "measures", this::measure);
    EngineSettings engine = settings(root, "engine", EngineSettings.class);
    Map<String, String> tags = tags(root);
    if (head == null
        || dataset == null
        || corruptions == null
        || model == null
        || regularizers == null
        || (!closedForm && (optimizer == null || training == null))
        || measures == null
        || engine == null) {
      return null;
    }
    return new Experiment(
        head.name(),
        head.description(),
        head.seed(),
        dataset,
        corruptions,
        model,
        regularizers,
        optimizer,
        training,
        measures,
        engine,
        tags);
  }

  /** An example has two labels at most, so one regularizer at most can mix examples. */
  private void rejectSecondMixing(ConfigObject root, List<Configured> regularizers) {
    List<Configured> mixing =
        regularizers.stream()
            .filter(each -> Mixing.class.isAssignableFrom(each.extension().type()))
            .toList();
    ConfigValue value = Blocks.get(root, "regularizers");
    if (mixing.size() > 1 && value != null) {
      problems.add(
          value,
          "regularizers has %s and %s, which both mix examples, but an example has two labels at most; leave one of them out"
              .formatted(mixing.get(0).name(), mixing.get(1).name()));
    }
  }

  private @Nullable DatasetSettings dataset(ConfigObject root) {
    Configured dataset = required(root, "dataset", ExtensionPoint.DATASET);
    ConfigValue value = Blocks.get(root, "dataset");
    DatasetOptions common =
        value == null
            ? null
            : extensions.bindCommon(DatasetOptions.class, ExtensionPoint.DATASET, value, "dataset");
    return dataset == null || common == null
        ? null
        : new DatasetSettings(dataset, common.crop(), common.standardize(), common.trainExamples());
  }

  private @Nullable MeasureSettings measure(ConfigValue value, String key) {
    Configured measure = extensions.bind(ExtensionPoint.MEASURE, value, key);
    MeasureOptions common =
        extensions.bindCommon(MeasureOptions.class, ExtensionPoint.MEASURE, value, key);
    return measure == null || common == null ? null : new MeasureSettings(measure, common.every());
  }

  private @Nullable Configured required(ConfigObject root, String key, ExtensionPoint point) {
    ConfigValue value = Blocks.get(root, key);
    if (value == null) {
      problems.add(
          root,
          "%s is missing; it must be the name of %s, or a block with its type and options"
              .formatted(key, point.indefinite()));
      return null;
    }
    return extensions.bind(point, value, key);
  }

  private @Nullable List<Configured> configured(
      ConfigObject root, String key, ExtensionPoint point) {
    return list(root, key, (value, path) -> extensions.bind(point, value, path));
  }

  private <T> @Nullable List<T> list(
      ConfigObject root, String key, BiFunction<ConfigValue, String, @Nullable T> element) {
    ConfigValue value = Blocks.get(root, key);
    if (value == null) {
      return List.of();
    }
    if (Blocks.isUnresolved(value)) {
      return null;
    }
    if (!(value instanceof ConfigList list)) {
      problems.add(
          value,
          "%s is %s; it must be a list, as in %s = [%s]"
              .formatted(
                  key,
                  Blocks.describe(value),
                  key,
                  value.valueType() == ConfigValueType.STRING ? Blocks.text(value) : "..."));
      return null;
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      T bound = element.apply(list.get(i), key + "." + i);
      if (bound != null) {
        elements.add(bound);
      }
    }
    return elements.size() == list.size() ? elements : null;
  }

  private <R extends Record> @Nullable R settings(ConfigObject root, String key, Class<R> type) {
    ConfigValue value = Blocks.get(root, key);
    ConfigValue block =
        value == null ? ConfigValueFactory.fromMap(Map.of()).withOrigin(root.origin()) : value;
    return records.bindBlock(type, block, key);
  }

  private Map<String, String> tags(ConfigObject root) {
    ConfigValue value = Blocks.get(root, "tags");
    Map<String, String> tags = new LinkedHashMap<>();
    if (value == null || Blocks.isUnresolved(value)) {
      return tags;
    }
    if (!(value instanceof ConfigObject block)) {
      problems.add(
          value,
          "tags is %s; it must be a block, as in tags { topic = memorization }"
              .formatted(Blocks.describe(value)));
      return tags;
    }
    new TreeMap<>(block).forEach((key, tag) -> addTag(key, tag, tags));
    return tags;
  }

  private void addTag(String key, ConfigValue value, Map<String, String> tags) {
    if (Blocks.isUnresolved(value)) {
      return;
    }
    switch (value.valueType()) {
      case OBJECT ->
          new TreeMap<>((ConfigObject) value)
              .forEach((inner, tag) -> addTag(key + "." + inner, tag, tags));
      case LIST -> problems.add(value, "tags.%s is a list; it must be text".formatted(key));
      case NULL -> {}
      default -> tags.put(key, Blocks.text(value));
    }
  }
}
