package io.rethink.runner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SafetensorsTest {

  private static final Map<String, String> METADATA = Map.of("note", "\"ä\"\n");

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("a.safetensors");
    new Safetensors(
            METADATA,
            List.of(
                Tensor.of("x/w", Nd4j.create(new float[][] {{1, 2, 3}, {4, 5, -6.5f}})),
                Tensor.of("d", Nd4j.createFromArray(Double.NaN, 1e-300)),
                Tensor.of("i", Nd4j.createFromArray(7L, Long.MIN_VALUE))))
        .write(file);
  }

  /** Against the format's description, https://github.com/huggingface/safetensors#format. */
  @Test
  void theBytesAreThoseOfTheFormatsDescription() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertThat(bytes[8]).isEqualTo((byte) '{');
    assertThat(length % 8).isZero();
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    JsonNode json = new ObjectMapper().readTree(header);
    assertThat(json.at("/x~1w"))
        .hasToString("{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
    assertThat(json.at("/d"))
        .hasToString("{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[24,40]}");
    assertThat(json.at("/i"))
        .hasToString("{\"dtype\":\"I64\",\"shape\":[2],\"data_offsets\":[40,56]}");
    assertThat(json.at("/__metadata__/note").asText()).isEqualTo("\"ä\"\n");
    assertThat(bytes).hasSize(8 + length + 56);
    buffer.position(8 + length);
    for (float expected : new float[] {1, 2, 3, 4, 5, -6.5f}) {
      assertThat(buffer.getFloat()).isEqualTo(expected);
    }
    assertThat(buffer.getDouble()).isNaN();
    assertThat(buffer.getDouble()).isEqualTo(1e-300);
    assertThat(buffer.getLong()).isEqualTo(7);
    assertThat(buffer.getLong()).isEqualTo(Long.MIN_VALUE);

    String digest = json.at("/__metadata__/sha256").asText();
    String zeroed = new String(bytes, StandardCharsets.ISO_8859_1).replace(digest, "0".repeat(64));
    assertThat(digest)
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(zeroed.getBytes(StandardCharsets.ISO_8859_1))));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Safetensors read = Safetensors.read(file);
    assertThat(read.metadata()).isEqualTo(METADATA).isEqualTo(Safetensors.readMetadata(file));
    assertThat(read.tensors()).extracting(Tensor::name).containsExactly("x/w", "d", "i");
    assertThat(read.tensors().get(0).memory().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, -6.5f}});
    assertThat(read.tensors().get(1).memory().toDoubleVector()).containsExactly(Double.NaN, 1e-300);
    assertThat(read.tensors().get(2).memory().toLongVector()).containsExactly(7, Long.MIN_VALUE);
  }

  /** Above 4 MiB a tensor is read in pieces. */
  @Test
  void aLargeTensorIsReadWhole() throws IOException {
    INDArray large = Nd4j.arange(3_000_000).castTo(DataType.FLOAT);
    new Safetensors(METADATA, List.of(Tensor.of("large", large))).write(file);
    assertThat(Safetensors.read(file).tensors().get(0).memory()).isEqualTo(large);
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aBitThatIsFlippedAnywhereIsNoticed() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void pythonReadsIt() throws Exception {
    String script =
        """
        import sys
        try:
            from safetensors import safe_open
            import numpy
        except ImportError as e:
            print("missing", e)
            sys.exit()
        with safe_open(sys.argv[1], "numpy") as f:
            print(f.metadata()["note"] == '"ä"\\n')
            print(f.get_tensor("x/w").tolist(), f.get_tensor("x/w").dtype)
            print(f.get_tensor("d").tolist(), f.get_tensor("i").tolist())
        """;
    String output = python(script);
    assumeTrue(
        output.startsWith("True") || output.startsWith("False"),
        "left out, for want of Python 3 with safetensors and numpy: " + output.strip());
    assertThat(output.lines())
        .containsExactly(
            "True",
            "[[1.0, 2.0, 3.0], [4.0, 5.0, -6.5]] float32",
            "[nan, 1e-300] [7, -9223372036854775808]");
  }

  private String python(String script) throws Exception {
    String program = System.getenv().getOrDefault("RETHINK_PYTHON", "python3");
    List<String> line = new ArrayList<>(List.of(program, "-c", script, file.toString()));
    Process process;
    try {
      process = new ProcessBuilder(line).redirectErrorStream(true).start();
    } catch (IOException e) {
      return "missing " + e.getMessage();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
