package io.rethink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rethink, built in a folder with spaces and accents in its name. */
class OddPlaceIT {

  @TempDir private Path temporary = Path.of("");

  @Test
  void theCommandWorksFromAPlaceOfAnyNameInAnyLocale() throws Exception {
    run(
        """
        mkdir -p "$place/runner/target/dist" "$place/runner/src/main"
        cp rethink pom.xml "$place"
        cp runner/pom.xml "$place/runner"
        cp -R runner/target/dist/lib "$place/runner/target/dist"
        sleep 0.01
        cp runner/target/dist/built "$place/runner/target/dist"
        """,
        "C");
    for (String locale : new String[] {"C", "C.UTF-8"}) {
      String output =
          run(
              """
              cd "$place"
              printf '%s\n' 'name = here' 'dataset { type = digits, train-examples = 100 }' \
                'model { type = linear }' 'optimizer { type = sgd, learning-rate = 0.1 }' 'training { epochs = 1 }' \
                > "$umlaut.conf"
              ./rethink run "$umlaut.conf" --runs "runs $umlaut"
              ./rethink list --runs "runs $umlaut"
              ls "runs $umlaut/here"
              """,
              locale);
      assertThat(output).contains("finished").contains("records: runs ä/here");
    }
  }

  /** Runs a script; its own text is ASCII, since this process may be in a locale of that kind. */
  private String run(String script, String locale) throws IOException, InterruptedException {
    Path output = temporary.resolve("output.txt");
    String names = "set -e\numlaut=$'\\303\\244'\nplace=\"$1/Mein Rethink & l$umlaut\"\n";
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", names + script, "bash", temporary.toString())
            .directory(Command.ROOT.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", locale);
    int code = builder.start().waitFor();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(code).as(text).isZero();
    return text;
  }
}
