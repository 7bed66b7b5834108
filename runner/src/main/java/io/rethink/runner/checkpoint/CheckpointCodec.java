package io.rethink.runner.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.training.Metrics;
import io.rethink.runner.training.RunningEvaluation;
import io.rethink.runner.training.TrainingResult.Stopped;
import io.rethink.runner.training.TrainingState;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checkpoints as safetensors files. Each parameter array is a tensor {@code
 * parameters/<layer>/<name>}, with its sides reversed where it is kept column by column; so are
 * those of the best epoch, in {@code best/}. The optimizer's arrays are in {@code optimizer/}. All
 * else is JSON, under {@code rethink} in the metadata.
 */
final class CheckpointCodec {

  private static final String PARAMETERS = "parameters/";
  private static final String BEST = "best/";
  private static final String OPTIMIZER = "optimizer/";
  private static final String DOCUMENT = "rethink";
  private static final int VERSION = 1;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private CheckpointCodec() {}

  /** What of a checkpoint is no array. */
  private record Document(
      int version,
      long time,
      long step,
      int epoch,
      long stepInEpoch,
      RunningEvaluation running,
      boolean epochClosed,
      @Nullable Stopped stopped,
      @Nullable Integer epochsToInterpolation,
      @Nullable Integer bestEpoch,
      MetricCounters counters,
      long journalPosition,
      Origin origin,
      int stepsPerEpoch,
      int epochs,
      List<Evaluation> evaluations) {}

  /** The metrics of an epoch. */
  private record Evaluation(int epoch, Map<String, Double> metrics) {}

  /** The file's content; the arrays are not copied. */
  static Safetensors encode(
      Checkpoint checkpoint, List<ParameterBlock> blocks, int stepsPerEpoch, int epochs) {
    TrainingState state = checkpoint.training();
    List<Tensor> tensors = new ArrayList<>(tensors(PARAMETERS, state.parameters(), blocks));
    if (state.best() != null) {
      tensors.addAll(tensors(BEST, state.best(), blocks));
    }
    new TreeMap<>(state.optimizer())
        .forEach((name, array) -> tensors.add(Tensor.of(OPTIMIZER + name, array)));
    Document document =
        new Document(
            VERSION,
            System.currentTimeMillis(),
            state.step(),
            (int) (state.step() / stepsPerEpoch),
            state.step() % stepsPerEpoch,
            state.running(),
            state.epochClosed(),
            state.stopped(),
            state.epochsToInterpolation(),
            state.bestEpoch(),
            checkpoint.counters(),
            checkpoint.journalPosition(),
            checkpoint.origin(),
            stepsPerEpoch,
            epochs,
            state.evaluations().stream()
                .map(each -> new Evaluation(each.epoch(), new TreeMap<>(each.metrics())))
                .toList());
    try {
      return new Safetensors(Map.of(DOCUMENT, MAPPER.writeValueAsString(document)), tensors);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a checkpoint that cannot be written", e);
    }
  }

  private static List<Tensor> tensors(String prefix, INDArray vector, List<ParameterBlock> blocks) {
    ElementType type = ElementType.of(vector.dataType());
    List<Tensor> tensors = new ArrayList<>();
    long at = 0;
    for (ParameterBlock block : blocks) {
      if (block.offset() != at) {
        throw new IllegalStateException(
            "the parameters %s of layer %s begin at %d, not %d"
                .formatted(block.name(), block.layer(), block.offset(), at));
      }
      tensors.add(
          new Tensor(
              prefix + block.layer() + "/" + block.name(),
              type,
              rowMajor(block),
              vector,
              at * type.bytes()));
      at += block.length();
    }
    if (at != vector.length()) {
      throw new IllegalStateException(
          "the blocks have %d parameters of %d".formatted(at, vector.length()));
    }
    return tensors;
  }

  /** Columns one after the other are the rows of the transposed array. */
  private static List<Long> rowMajor(ParameterBlock block) {
    List<Long> shape = new ArrayList<>(block.shape());
    if (block.order() == 'f') {
      Collections.reverse(shape);
    }
    return shape;
  }

  /**
   * The checkpoint in a file.
   *
   * @throws IOException if it is none, or one of a later version
   */
  static Checkpoint decode(Safetensors file) throws IOException {
    Document document = document(file.metadata());
    Map<String, INDArray> optimizer = new HashMap<>();
    for (Tensor tensor : file.tensors()) {
      if (tensor.name().startsWith(OPTIMIZER)) {
        optimizer.put(tensor.name().substring(OPTIMIZER.length()), tensor.memory());
      }
    }
    INDArray parameters = vector(PARAMETERS, file.tensors());
    if (parameters == null) {
      throw new IOException("it has no parameters");
    }
    TrainingState state =
        new TrainingState(
            document.step(),
            document.running(),
            document.epochClosed(),
            document.stopped(),
            document.epochsToInterpolation(),
            document.bestEpoch(),
            document.evaluations().stream().map(each -> summary(each, document)).toList(),
            parameters,
            optimizer,
            vector(BEST, file.tensors()));
    return new Checkpoint(
        state, document.counters(), document.journalPosition(), document.origin());
  }

  /** SHA-256 of the parameters in a file, if training had ended when it was written. */
  static Optional<String> finalParameters(Safetensors file) throws IOException {
    if (document(file.metadata()).stopped() == null) {
      return Optional.empty();
    }
    MessageDigest sha256 = Digests.sha256();
    for (Tensor tensor : file.tensors()) {
      if (tensor.name().startsWith(PARAMETERS)) {
        tensor.forEachChunk(sha256::update);
      }
    }
    return Optional.of(HexFormat.of().formatHex(sha256.digest()));
  }

  private static EpochSummary summary(Evaluation evaluation, Document document) {
    long step = (long) evaluation.epoch() * document.stepsPerEpoch();
    return new EpochSummary(
        evaluation.epoch(),
        new Position(step, document.stepsPerEpoch(), document.epochs()),
        evaluation.metrics());
  }

  private static @Nullable INDArray vector(String prefix, List<Tensor> tensors) {
    List<Tensor> parts =
        tensors.stream().filter(tensor -> tensor.name().startsWith(prefix)).toList();
    if (parts.isEmpty()) {
      return null;
    }
    DataType type = parts.get(0).type().dataType();
    INDArray vector =
        Nd4j.createUninitializedDetached(type, 1, parts.stream().mapToLong(Tensor::length).sum());
    long at = 0;
    for (Tensor part : parts) {
      part.copyTo(vector, at);
      at += part.bytes();
    }
    return vector;
  }

  private static Document document(Map<String, String> metadata) throws IOException {
    String text = metadata.get(DOCUMENT);
    if (text == null) {
      throw new IOException("it is no checkpoint");
    }
    Document document = MAPPER.readValue(text, Document.class);
    if (document.version() != VERSION) {
      throw new IOException(
          "it is of version %d, which this Rethink does not know".formatted(document.version()));
    }
    return document;
  }

  /** The test loss of the epoch that a checkpoint was written after; empty within an epoch. */
  static OptionalDouble testLoss(TrainingState state, int stepsPerEpoch) {
    return testLoss(
        state.step(),
        stepsPerEpoch,
        state.epochClosed(),
        state.evaluations().isEmpty()
            ? null
            : state.evaluations().get(state.evaluations().size() - 1));
  }

  /** As {@link #testLoss(TrainingState, int)}, of a checkpoint in a file. */
  static OptionalDouble testLoss(Map<String, String> metadata) throws IOException {
    Document document = document(metadata);
    List<Evaluation> all = document.evaluations();
    return testLoss(
        document.step(),
        document.stepsPerEpoch(),
        document.epochClosed(),
        all.isEmpty() ? null : summary(all.get(all.size() - 1), document));
  }

  private static OptionalDouble testLoss(
      long step, int stepsPerEpoch, boolean epochClosed, @Nullable EpochSummary last) {
    if (last == null || !epochClosed || (long) last.epoch() * stepsPerEpoch != step) {
      return OptionalDouble.empty();
    }
    Double loss = last.metrics().get(Metrics.TEST_LOSS);
    return loss == null ? OptionalDouble.empty() : OptionalDouble.of(loss);
  }
}
