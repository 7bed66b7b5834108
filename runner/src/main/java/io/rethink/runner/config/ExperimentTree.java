package io.rethink.runner.config;

import io.rethink.runner.options.Option;
import io.rethink.runner.options.OptionType;
import io.rethink.runner.options.OptionsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an experiment back into nested maps, with every value that it has, defaults included. */
final class ExperimentTree {

  private ExperimentTree() {}

  /** The inverse of reading: keys and values in the order of the documentation. */
  static Map<String, Object> of(Experiment experiment) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("name", experiment.name());
    putIfPresent(root, "description", experiment.description());
    root.put("seed", experiment.seed());
    root.put("dataset", dataset(experiment.dataset()));
    root.put("corruptions", configured(experiment.corruptions()));
    root.put("model", configured(experiment.model()));
    root.put("regularizers", configured(experiment.regularizers()));
    Configured optimizer = experiment.optimizer();
    putIfPresent(root, "optimizer", optimizer == null ? null : configured(optimizer));
    TrainingSettings training = experiment.training();
    putIfPresent(root, "training", training == null ? null : record(training));
    root.put("measures", experiment.measures().stream().map(ExperimentTree::measure).toList());
    root.put("engine", record(experiment.engine()));
    if (!experiment.tags().isEmpty()) {
      root.put("tags", experiment.tags());
    }
    return root;
  }

  private static Map<String, Object> dataset(DatasetSettings settings) {
    Map<String, Object> block = configured(settings.dataset());
    block.putAll(
        record(
            new DatasetOptions(settings.crop(), settings.standardize(), settings.trainExamples())));
    return block;
  }

  private static Map<String, Object> measure(MeasureSettings settings) {
    Map<String, Object> block = configured(settings.measure());
    block.putAll(record(new MeasureOptions(settings.every())));
    return block;
  }

  private static List<Map<String, Object>> configured(List<Configured> all) {
    return all.stream().map(ExperimentTree::configured).toList();
  }

  private static Map<String, Object> configured(Configured configured) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", configured.name());
    block.putAll(record(configured.options()));
    return block;
  }

  /** A record of options as a block. */
  static Map<String, Object> record(Record record) {
    return record(OptionsRecord.of(record.getClass()), record);
  }

  private static Map<String, Object> record(OptionsRecord options, Record record) {
    Map<String, Object> block = new LinkedHashMap<>();
    for (Option option : options.options()) {
      Object value = options.value(record, option);
      putIfPresent(block, option.name(), value == null ? null : value(option.type(), value));
    }
    return block;
  }

  private static Object value(OptionType type, Object value) {
    if (type instanceof OptionType.Sequence sequence) {
      List<Object> elements = new ArrayList<>();
      for (Object element : (List<?>) value) {
        elements.add(value(sequence.element(), element));
      }
      return elements;
    }
    if (type instanceof OptionType.Mapping mapping) {
      Map<String, Object> entries = new LinkedHashMap<>();
      ((Map<?, ?>) value)
          .forEach((key, element) -> entries.put((String) key, value(mapping.element(), element)));
      return entries;
    }
    if (type instanceof OptionType.Block block) {
      return record(block.options(), (Record) value);
    }
    if (type instanceof OptionType.Alternatives alternatives) {
      return alternative(alternatives, (Record) value);
    }
    if (type instanceof OptionType.Choice choice) {
      return choice.name((Enum<?>) value);
    }
    if (value instanceof Duration duration) {
      return text(duration);
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  /** In the largest of HOCON's units that divides it. */
  private static String text(Duration duration) {
    if (duration.equals(TrainingSettings.NEVER)) {
      return TrainingSettings.NEVER_TEXT;
    }
    long nanos = duration.toNanos();
    if (nanos % 60_000_000_000L == 0) {
      return duration.toMinutes() + " minutes";
    }
    if (nanos % 1_000_000_000L == 0) {
      return duration.toSeconds() + " seconds";
    }
    return nanos % 1_000_000L == 0 ? duration.toMillis() + " ms" : nanos + " ns";
  }

  private static Map<String, Object> alternative(
      OptionType.Alternatives alternatives, Record record) {
    Map<String, Object> block = new LinkedHashMap<>();
    alternatives
        .blocks()
        .forEach(
            (name, options) -> {
              if (options.type() == record.getClass()) {
                block.put("type", name);
                block.putAll(record(options, record));
              }
            });
    return block;
  }

  private static void putIfPresent(Map<String, Object> block, String key, @Nullable Object value) {
    if (value != null) {
      block.put(key, value);
    }
  }
}
