package io.rethink.runner.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one run: {@code step-<number>.safetensors}, of which the newest two are kept,
 * and the one with the least test loss among those that were written after an epoch. For one
 * process at a time.
 */
public final class CheckpointFolder {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
  private static final Pattern NAME = Pattern.compile("step-\\d+\\.safetensors");
  private static final String PART = ".part";
  private static final String DAMAGED = ".damaged";
  private static final int NEWEST = 2;

  private final Path folder;
  private final Map<Path, OptionalDouble> losses = new HashMap<>();

  /** The checkpoints in {@code folder}, which need not exist. */
  public CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a checkpoint of the given step: it is there as a whole, and on the disk, or not at all.
   */
  void write(long step, OptionalDouble testLoss, Safetensors content) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("step-%012d.safetensors".formatted(step));
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      content.write(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    forceFolder();
    losses.put(file, testLoss);
    discard();
  }

  /** Forces the file's name to the disk, where the system lets a folder be opened. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be forced to the disk", folder, e);
    }
  }

  private void discard() throws IOException {
    List<Path> files = newestFirst();
    Optional<Path> best =
        files.stream()
            .filter(file -> loss(file).isPresent())
            .min(Comparator.comparingDouble(file -> loss(file).orElse(Double.NaN)));
    for (Path file : files.subList(Math.min(NEWEST, files.size()), files.size())) {
      if (best.filter(file::equals).isEmpty()) {
        Files.deleteIfExists(file);
        losses.remove(file);
      }
    }
  }

  private OptionalDouble loss(Path file) {
    return losses.computeIfAbsent(
        file,
        unknown -> {
          try {
            return CheckpointCodec.testLoss(Safetensors.readMetadata(file));
          } catch (IOException e) {
            return OptionalDouble.empty();
          }
        });
  }

  /**
   * The newest checkpoint that is whole and belongs to a journal of the given length. Those that
   * are damaged are set aside, with a warning.
   */
  public Optional<Checkpoint> newest(long journalLength, Consumer<String> warnings) {
    List<Path> files = newestFirst();
    for (Path file : files) {
      try {
        Checkpoint checkpoint = CheckpointCodec.decode(Safetensors.read(file));
        if (checkpoint.journalPosition() <= journalLength) {
          return Optional.of(checkpoint);
        }
        warnings.accept(
            "the journal is shorter than it was at the checkpoint %s, which is set aside"
                .formatted(file));
      } catch (IOException | IllegalArgumentException e) {
        warnings.accept(
            "the checkpoint %s is damaged (%s) and is set aside".formatted(file, e.getMessage()));
      }
      setAside(file);
    }
    if (!files.isEmpty()) {
      warnings.accept("no checkpoint before these is left: training starts once more");
    }
    return Optional.empty();
  }

  /**
   * SHA-256 of the final network's parameters, as 64 hexadecimal digits; empty if the newest
   * checkpoint is not from the end of training, or is damaged.
   */
  public Optional<String> finalParameters() {
    Path newest = newestFirst().stream().findFirst().orElse(null);
    if (newest == null) {
      return Optional.empty();
    }
    try {
      return CheckpointCodec.finalParameters(Safetensors.read(newest));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the checkpoint {} is damaged ({})", newest, e.getMessage());
      return Optional.empty();
    }
  }

  private static void setAside(Path file) {
    try {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + DAMAGED),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} cannot be set aside", file, e);
    }
  }

  private List<Path> newestFirst() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }
}
