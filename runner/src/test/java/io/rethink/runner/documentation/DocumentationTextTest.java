package io.rethink.runner.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.catalog.CatalogOfOne;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.config.SamplePlugin;
import io.rethink.runner.runs.Json;
import org.junit.jupiter.api.Test;

class DocumentationTextTest {

  private final Catalog catalog = CatalogOfOne.of(new SamplePlugin());

  private ExtensionDocumentation document(ExtensionPoint point, String name) {
    Extension extension = catalog.find(point, name).orElseThrow();
    return ExtensionDocumentation.of(extension);
  }

  @Test
  void everyOptionIsDocumentedFromTheRecord() {
    assertThat(DocumentationText.of(document(ExtensionPoint.DATASET, "folder")))
        .isEqualTo(
            """
            dataset folder, from io.rethink.runner.config.SamplePlugin
            Images in a folder.

            Options
              path: a path; required
                  Where the images are.
              channels: a list, each element text; of length 1 to 3; non-blank; default [red]

            Options of every dataset
              crop: a whole number; above 0; optional
                  Side of the square that is cut from the centre of each image.
              standardize: one of per-image, none; default per-image
                  The last change to each example before the network sees it.
                  - per-image: each example's mean is subtracted, and it is divided by its standard deviation
                  - none: the values stay as they are
              train-examples: a whole number; above 0; optional
                  How many training examples are used, from the first; all if left out.

            Example
              dataset {
                type = folder
                path = "path/to/it"  # required
                channels = [red]
              }
            """);
  }

  @Test
  void theBlocksOfASealedInterfaceAreDocumentedByTheirTypes() {
    assertThat(DocumentationText.of(document(ExtensionPoint.OPTIMIZER, "sgd")))
        .contains(
            """
              learning-rate: a number; above 0; required
                  The step's length.
              momentum: a number; at least 0 and below 1; default 0.9
              nesterov: true or false; default false
              schedule: a block, chosen by its type; default { type = constant }
                  - constant: The rate stays as it is.
                      warm-up: a number; at least 0; default 0
            """);
  }

  @Test
  void anExampleOfAListedExtensionStandsInItsListWithNestedBlocks() {
    assertThat(document(ExtensionPoint.CORRUPTION, "blur").example())
        .isEqualTo(
            """
            corruptions = [
              {
                type = blur
                kernel { width = 1, height = 1 }  # required
                more = []
              }
            ]
            """);
    assertThat(document(ExtensionPoint.REGULARIZER, "weight-decay").example())
        .contains("    coefficient = 0.1  # required\n", "    # layer = \"text\"  # optional\n");
  }

  @Test
  void allExtensionsAreListedByPoint() {
    String text =
        DocumentationText.ofAll(
            catalog.extensions().stream().map(ExtensionDocumentation::of).toList());

    assertThat(text)
        .startsWith(
            """
            data sets
              folder         Images in a folder. [io.rethink.runner.config.SamplePlugin]
              toy            No images. [io.rethink.runner.config.SamplePlugin]

            corruptions
            """);
  }

  @Test
  void theSameIsThereAsJson() {
    assertThat(Json.text(document(ExtensionPoint.OPTIMIZER, "adam")))
        .contains(
            "\"name\" : \"learning-rate\"",
            "\"limits\" : [ \"above 0\" ]",
            "\"required\" : false",
            "\"default\" : \"0.001\"");
  }
}
