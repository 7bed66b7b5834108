package io.rethink.runner.cli;

import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.options.Constraint;
import io.rethink.runner.options.OptionsRecord;
import io.rethink.runner.options.Spelling;
import io.rethink.runner.report.ResultTable;
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
    description = "Lists all extensions, or documents one with its options.",
    mixinStandardHelpOptions = true)
final class PluginsCommand implements Callable<Integer> {

  /** An extension as {@code --json} prints it. */
  private record Documented(
      String point,
      String name,
      String description,
      String source,
      List<DocumentedOption> options) {}

  private record DocumentedOption(
      String name, String type, String range, @Nullable String byDefault, String description) {

    private static DocumentedOption of(io.rethink.runner.options.Option option) {
      return new DocumentedOption(
          option.name(),
          option.type().title(),
          option.constraints().stream().map(Constraint::rule).collect(Collectors.joining(", ")),
          option.isRequired() ? "required" : option.defaultText(),
          option.description());
    }
  }

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "An extension.")
  private @Nullable String name;

  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Catalog catalog = plugins.catalog();
    List<Documented> documented =
        catalog.extensions().stream()
            .filter(extension -> name == null || extension.name().equals(name))
            .map(PluginsCommand::document)
            .toList();
    if (documented.isEmpty() && name != null) {
      List<String> names = catalog.extensions().stream().map(Extension::name).toList();
      throw new UserException(
          "there is no extension \"%s\"%s; './rethink plugins' lists all"
              .formatted(name, Spelling.suggestion(name, names)));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(documented));
    } else if (name == null) {
      printAll(out, catalog, documented);
    } else {
      documented.forEach(each -> print(out, each));
    }
    out.flush();
    return 0;
  }

  private static Documented document(Extension extension) {
    Description description = extension.type().getAnnotation(Description.class);
    return new Documented(
        extension.point().singular(),
        extension.name(),
        description == null ? "" : description.value(),
        extension.source().location(),
        OptionsRecord.of(extension.options()).options().stream()
            .map(DocumentedOption::of)
            .toList());
  }

  private static void printAll(PrintWriter out, Catalog catalog, List<Documented> documented) {
    for (ExtensionPoint point : ExtensionPoint.values()) {
      if (catalog.extensions(point).isEmpty()) {
        continue;
      }
      out.println(point.plural());
      documented.stream()
          .filter(each -> each.point().equals(point.singular()))
          .forEach(
              each -> {
                String jar = each.source().substring(each.source().lastIndexOf('/') + 1);
                out.println("  %-24s %s [%s]".formatted(each.name(), each.description(), jar));
              });
    }
  }

  private static void print(PrintWriter out, Documented extension) {
    out.println(
        "%s: %s from %s".formatted(extension.name(), extension.point(), extension.source()));
    out.println(extension.description());
    if (extension.options().isEmpty()) {
      out.println("It has no options of its own.");
      return;
    }
    out.println();
    out.println(
        new ResultTable(
                List.of("option", "takes", "range", "default", "meaning"),
                extension.options().stream()
                    .map(
                        option ->
                            List.of(
                                option.name(),
                                option.type(),
                                option.range(),
                                option.byDefault() == null ? "none" : option.byDefault(),
                                option.description()))
                    .toList())
            .text());
  }
}
