package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.documentation.DocumentationText;
import io.rethink.runner.documentation.ExtensionDocumentation;
import io.rethink.runner.options.Spelling;
import io.rethink.runner.runs.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rethink plugins [NAME]}. */
@Command(
    name = "plugins",
    description = "Lists all extensions, or documents one with its options and an example.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "An extension: sgd, for one.")
  private @Nullable String name;

  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Extension> extensions = plugins.catalog().extensions();
    List<ExtensionDocumentation> documentation =
        extensions.stream()
            .filter(extension -> name == null || extension.name().equals(name))
            .map(ExtensionDocumentation::of)
            .toList();
    if (documentation.isEmpty() && name != null) {
      List<String> names = extensions.stream().map(Extension::name).toList();
      throw new UserException(
          "there is no extension \"%s\"%s (./rethink plugins lists all)"
              .formatted(name, Spelling.suggestion(name, names)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(documentation));
    } else if (name == null) {
      out.print(DocumentationText.ofAll(documentation));
    } else {
      out.print(
          documentation.stream().map(DocumentationText::of).collect(Collectors.joining("\n")));
    }
    out.flush();
    return 0;
  }
}
