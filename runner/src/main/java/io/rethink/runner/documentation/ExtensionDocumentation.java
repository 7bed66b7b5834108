package io.rethink.runner.documentation;

import io.rethink.api.Description;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.config.CommonOptions;
import io.rethink.runner.options.OptionsRecord;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about an extension.
 *
 * @param point its extension point: {@code optimizer}
 * @param name its name
 * @param description what it does
 * @param plugin the class of the plugin that contributes it
 * @param jar the jar that it comes from; null for a folder of the class path
 * @param version the jar's version, where it states one
 * @param options its own options
 * @param commonOptions the options that all extensions of its point have
 * @param example a legal configuration of it
 */
public record ExtensionDocumentation(
    String point,
    String name,
    String description,
    String plugin,
    @Nullable String jar,
    @Nullable String version,
    List<OptionDocumentation> options,
    List<OptionDocumentation> commonOptions,
    String example) {

  /** Documents {@code extension}. */
  public static ExtensionDocumentation of(Extension extension) {
    Description description = extension.type().getAnnotation(Description.class);
    Path jar = extension.source().jar();
    OptionsRecord options = OptionsRecord.of(extension.options());
    return new ExtensionDocumentation(
        extension.point().singular(),
        extension.name(),
        description == null ? "" : description.value(),
        extension.source().pluginClass(),
        jar == null ? null : jar.toString(),
        extension.source().version(),
        OptionDocumentation.of(options),
        CommonOptions.of(extension.point()).map(OptionDocumentation::of).orElse(List.of()),
        ExampleText.of(extension.point(), extension.name(), options));
  }

  /** The jar's file name, or the plugin's class without a jar. */
  public String origin() {
    return jar == null ? plugin : String.valueOf(Path.of(jar).getFileName());
  }
}
