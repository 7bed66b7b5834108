package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.cli.Rethink;
import io.rethink.runner.cli.SmallExperiment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run writes, to files and to the terminal, is searched for what must not be in it. */
class SecretsIT {

  private static final String PASSWORD = "open/se:same@9b1f";
  private static final String ENCODED = "open%2Fse%3Asame%409b1f";
  private static final String TOKEN = "token-77e0c1";

  /** As they are, as they stand in an address, and as they are sent. */
  private static final List<String> SECRETS =
      List.of(
          "same@9b1f", "same%409b1f", TOKEN, base64("ada:" + PASSWORD), base64("ada:" + ENCODED));

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeExperiment() throws Exception {
    SmallExperiment.write(folder, "");
  }

  @Test
  void secretsAreInNothingThatARunWritesWhateverTheServerDoes() throws Exception {
    try (FakeServer server = new FakeServer(401, "no")) {
      String uri = server.uri().toString().replace("//", "//ada:" + ENCODED + "@");
      assertSilent("run", Map.of("MLFLOW_TRACKING_URI", uri));
      assertThat(server.requests())
          .extracting(FakeServer.Request::authorization)
          .containsOnly("Basic " + base64("ada:" + PASSWORD));
    }
    try (FakeServer server = new FakeServer(500, "no")) {
      Map<String, String> environment =
          new HashMap<>(Map.of("MLFLOW_TRACKING_URI", server.uri().toString()));
      environment.put("MLFLOW_TRACKING_TOKEN", TOKEN);
      assertSilent("sync", environment);
      environment.put("MLFLOW_TRACKING_USERNAME", "ada");
      environment.put("MLFLOW_TRACKING_PASSWORD", PASSWORD);
      assertSilent("run", environment);
      assertThat(server.requests())
          .extracting(FakeServer.Request::authorization)
          .contains("Bearer " + TOKEN, "Basic " + base64("ada:" + PASSWORD));
    }
  }

  @Test
  void anAddressThatIsNoneIsShownWithoutItsPassword() throws Exception {
    for (String address :
        new String[] {
          "ada:" + PASSWORD + "@host:5000",
          "htp://ada:" + PASSWORD + "@host",
          "http://ada:" + PASSWORD + "@",
          "http://ada:pass word same@9b1f@host"
        }) {
      String output = assertSilent("sync", Map.of("MLFLOW_TRACKING_URI", address));
      assertThat(output).contains("MLFLOW_TRACKING_URI is …@");
    }
  }

  @Test
  void withoutTrackingNoServerIsAsked() throws Exception {
    try (FakeServer server = new FakeServer(500, "no")) {
      String output =
          execute(
              Map.of("MLFLOW_TRACKING_URI", server.uri().toString()),
              "run",
              "small.conf",
              "--no-tracking",
              "-o",
              "training.checkpoint-every=never");
      assertThat(output).contains("records: runs/small").doesNotContain("MLflow");
      assertThat(server.requests()).isEmpty();
    }
    try (Stream<Path> files = Files.walk(folder.resolve("runs"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("events.jsonl")
          .doesNotContain("checkpoints", SendState.FILE_NAME);
    }
  }

  private String assertSilent(String command, Map<String, String> environment) throws Exception {
    String output =
        command.equals("run")
            ? execute(environment, "run", "small.conf", "-o", "training.epochs=2")
            : execute(environment, command);
    for (String secret : SECRETS) {
      assertThat(output).doesNotContain(secret);
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String secret : SECRETS) {
          assertThat(bytes.contains(secret)).as("%s in %s", secret, file).isFalse();
        }
      }
    }
    return output;
  }

  /** Both streams of a command, with the stack traces that are for those who look for errors. */
  private String execute(Map<String, String> environment, String... arguments) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Rethink.class.getName()));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    builder.environment().putAll(environment);
    builder.environment().put("RETHINK_DEBUG", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
