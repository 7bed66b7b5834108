package io.rethink.runner.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rethink.runner.runs.Digests;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in the <a href="https://huggingface.co/docs/safetensors">safetensors</a> format: the
 * length of a header as a little-endian 64-bit integer, the header in JSON, and the tensors' bytes
 * without gaps. The metadata hold the SHA-256 of the whole file, computed with zeros in its place.
 *
 * @param metadata texts by name, without the digest
 * @param tensors in the order of the file
 */
record Safetensors(Map<String, String> metadata, List<Tensor> tensors) {

  private static final String METADATA = "__metadata__";
  private static final String DIGEST = "sha256";
  private static final String NO_DIGEST = "0".repeat(64);
  private static final int ALIGNMENT = 8;
  // The format's own limit.
  private static final long LONGEST_HEADER = 100_000_000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  Safetensors {
    metadata = Map.copyOf(metadata);
    tensors = List.copyOf(tensors);
  }

  /** Writes the file; it is on the disk when this returns. */
  void write(Path file) throws IOException {
    byte[] header = header();
    MessageDigest sha256 = Digests.sha256();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer head =
          ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(header.length).put(header).flip();
      sha256.update(head.duplicate());
      writeAll(channel, head);
      for (Tensor tensor : tensors) {
        tensor.forEachChunk(
            chunk -> {
              sha256.update(chunk.duplicate());
              writeAll(channel, chunk);
            });
      }
      String digest = HexFormat.of().formatHex(sha256.digest());
      channel.position(Long.BYTES + (long) digestAt(header, NO_DIGEST));
      writeAll(channel, ByteBuffer.wrap(digest.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }

  private byte[] header() {
    ObjectNode header = MAPPER.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    texts.put(DIGEST, NO_DIGEST);
    metadata.forEach(texts::put);
    long at = 0;
    for (Tensor tensor : tensors) {
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      ArrayNode shape = entry.putArray("shape");
      tensor.shape().forEach(shape::add);
      entry.putArray("data_offsets").add(at).add(at + tensor.bytes());
      at += tensor.bytes();
    }
    String text = header.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return (text + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a file that {@link #write} has written.
   *
   * @throws IOException if it cannot be read, or is not as it was written
   */
  static Safetensors read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] bytes = readHeader(channel);
      JsonNode header = parse(bytes);
      Map<String, String> metadata = metadata(header);
      String digest = metadata.remove(DIGEST);
      if (digest == null || digest.length() != NO_DIGEST.length()) {
        throw new IOException("it has no digest");
      }
      List<Tensor> tensors = tensors(header, channel.size() - channel.position());
      int at = digestAt(bytes, digest);
      System.arraycopy(
          NO_DIGEST.getBytes(StandardCharsets.UTF_8), 0, bytes, at, NO_DIGEST.length());
      MessageDigest sha256 = Digests.sha256();
      ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      sha256.update(length.putLong(bytes.length).flip());
      sha256.update(bytes);
      for (Tensor tensor : tensors) {
        tensor.forEachChunk(
            chunk -> {
              readAll(channel, chunk);
              sha256.update(chunk.flip());
            });
      }
      if (!HexFormat.of().formatHex(sha256.digest()).equals(digest)) {
        throw new IOException("its content does not match its digest");
      }
      return new Safetensors(metadata, tensors);
    }
  }

  /** The metadata of a file, without a look at its tensors. */
  static Map<String, String> readMetadata(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Map<String, String> metadata = metadata(parse(readHeader(channel)));
      metadata.remove(DIGEST);
      return metadata;
    }
  }

  private static byte[] readHeader(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readAll(channel, length);
    long size = length.flip().getLong();
    if (size < 2 || size > Math.min(LONGEST_HEADER, channel.size() - Long.BYTES)) {
      throw new IOException(
          "its header is said to have %d bytes, but the file has %d"
              .formatted(size, channel.size()));
    }
    ByteBuffer header = ByteBuffer.allocate((int) size);
    readAll(channel, header);
    return header.array();
  }

  private static JsonNode parse(byte[] header) throws IOException {
    try {
      return MAPPER.readTree(header);
    } catch (JsonProcessingException e) {
      throw new IOException("its header is no JSON", e);
    }
  }

  private static Map<String, String> metadata(JsonNode header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    header
        .path(METADATA)
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    return metadata;
  }

  private static List<Tensor> tensors(JsonNode header, long bytes) throws IOException {
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
    header
        .properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals(METADATA)) {
                entries.add(entry);
              }
            });
    entries.sort(Comparator.comparingLong(entry -> begin(entry.getValue())));
    List<Tensor> tensors = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, JsonNode> entry : entries) {
      JsonNode value = entry.getValue();
      List<Long> shape = new ArrayList<>();
      value.path("shape").forEach(side -> shape.add(side.asLong()));
      long size = value.path("data_offsets").path(1).asLong() - at;
      if (begin(value) != at || size < 0 || size > bytes - at) {
        throw new IOException("the tensor %s is not where it must be".formatted(entry.getKey()));
      }
      tensors.add(tensor(entry.getKey(), value.path("dtype").asText(), shape, size));
      at += size;
    }
    if (at != bytes) {
      throw new IOException("there are %d bytes of tensors, not %d".formatted(bytes, at));
    }
    return tensors;
  }

  private static Tensor tensor(String name, String type, List<Long> shape, long bytes)
      throws IOException {
    try {
      ElementType known = ElementType.valueOf(type);
      long length = shape.stream().reduce(1L, Math::multiplyExact);
      if (length <= 0 || Math.multiplyExact(length, (long) known.bytes()) != bytes) {
        throw new IOException("the tensor %s has a wrong size".formatted(name));
      }
      return Tensor.allocate(name, known, shape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("the tensor %s is of an unknown kind".formatted(name), e);
    }
  }

  private static long begin(JsonNode tensor) {
    return tensor.path("data_offsets").path(0).asLong(-1);
  }

  /** Where the digest's digits are in a header. */
  private static int digestAt(byte[] header, String digest) throws IOException {
    // In Latin-1 each byte is one character.
    String key = "\"" + DIGEST + "\":\"";
    int at = new String(header, StandardCharsets.ISO_8859_1).indexOf(key + digest + '"');
    if (at < 0) {
      throw new IOException("its digest is not written as it must be");
    }
    return at + key.length();
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void readAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("it is cut off");
      }
    }
  }
}
