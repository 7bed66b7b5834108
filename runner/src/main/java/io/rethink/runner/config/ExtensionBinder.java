package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.options.OptionsRecord;
import io.rethink.runner.options.Spelling;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds a block that names an extension by its {@code type} to the options of that extension. */
final class ExtensionBinder {

  private final Catalog catalog;
  private final Problems problems;
  private final RecordBinder records;

  ExtensionBinder(Catalog catalog, Problems problems) {
    this.catalog = catalog;
    this.problems = problems;
    this.records = new RecordBinder(problems);
  }

  /** Binds {@code value} at {@code key}; null if there were problems, which are reported. */
  @Nullable Configured bind(ExtensionPoint point, ConfigValue value, String key) {
    ConfigObject block = block(point, value, key);
    Extension extension = block == null ? null : extension(point, block, key);
    if (block == null || extension == null) {
      return null;
    }
    Record options =
        records.bind(
            OptionsRecord.of(extension.options()),
            block,
            new Subject(
                key,
                extension.name(),
                point.commonOptions(),
                unknown -> owners(extension, unknown)));
    return options == null ? null : new Configured(extension, options);
  }

  /** The extension that {@code value} names; null, without a report, if it names none. */
  @Nullable Extension named(ExtensionPoint point, ConfigValue value) {
    ConfigObject block = Blocks.isUnresolved(value) ? null : Blocks.block(value);
    ConfigValue type = block == null ? null : Blocks.get(block, "type");
    return type == null || !Blocks.isScalar(type)
        ? null
        : catalog.find(point, Blocks.text(type)).orElse(null);
  }

  /**
   * Binds the options that all extensions of a point have.
   *
   * @param point the point, whose {@link ExtensionPoint#commonOptions} these are
   */
  <R extends Record> @Nullable R bindCommon(
      Class<R> common, ExtensionPoint point, ConfigValue value, String key) {
    ConfigObject block = block(point, value, key);
    return block == null
        ? null
        : records.bind(common, block, new Subject(key, point.singular(), block.keySet()));
  }

  private @Nullable ConfigObject block(ExtensionPoint point, ConfigValue value, String key) {
    if (Blocks.isUnresolved(value)) {
      return null;
    }
    ConfigObject block = Blocks.block(value);
    if (block == null) {
      problems.add(
          value,
          "%s is %s; it must be the name of %s, or a block with its type and options"
              .formatted(key, Blocks.describe(value), point.indefinite()));
    }
    return block;
  }

  private @Nullable Extension extension(ExtensionPoint point, ConfigObject block, String key) {
    ConfigValue type = Blocks.get(block, "type");
    if (type == null) {
      problems.add(
          block,
          "%s.type is missing; it must be the name of %s: %s"
              .formatted(key, point.indefinite(), String.join(", ", names(point))));
      return null;
    }
    if (Blocks.isUnresolved(type)) {
      return null;
    }
    if (type.valueType() != ConfigValueType.STRING) {
      problems.add(
          type,
          "%s.type is %s; it must be the name of %s"
              .formatted(key, Blocks.describe(type), point.indefinite()));
      return null;
    }
    String name = Blocks.text(type);
    Optional<Extension> found = catalog.find(point, name);
    if (found.isEmpty()) {
      problems.add(
          type,
          ("%s is \"%s\", and there is no %s of that name%s (./rethink plugins lists all; a"
                  + " plugin's jar has to be in the folder plugins)")
              .formatted(key, name, point.noun(), alternatives(point, name)));
    }
    return found.orElse(null);
  }

  /** What somebody who wrote {@code name} may have meant. */
  private String alternatives(ExtensionPoint point, String name) {
    for (ExtensionPoint other : ExtensionPoint.values()) {
      if (catalog.find(other, name).isPresent()) {
        return "; %s is %s".formatted(name, other.indefinite());
      }
    }
    String suggestion = Spelling.suggestion(name, names(point));
    return suggestion.isEmpty()
        ? "; the %s are %s".formatted(point.plural(), String.join(", ", names(point)))
        : suggestion;
  }

  private List<String> names(ExtensionPoint point) {
    return catalog.extensions(point).stream().map(Extension::name).toList();
  }

  /** Says which other extensions of the point have an option of that name. */
  private String owners(Extension extension, String option) {
    List<String> owners =
        catalog.extensions(extension.point()).stream()
            .filter(other -> OptionsRecord.of(other.options()).option(option).isPresent())
            .map(Extension::name)
            .toList();
    return owners.isEmpty() ? "" : "; it belongs to " + String.join(" and ", owners);
  }
}
