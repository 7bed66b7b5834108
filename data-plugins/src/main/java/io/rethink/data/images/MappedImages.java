package io.rethink.data.images;

import io.rethink.api.data.InputShape;
import io.rethink.data.StoredExamples;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/** Images of bytes in a part of a file, mapped into memory. */
final class MappedImages extends StoredExamples {

  private static final int MOST_BYTES = 1 << 30;
  private static final float BRIGHTEST = 255;

  private final int[] labels;
  private final int perSegment;
  private final List<MappedByteBuffer> segments = new ArrayList<>();
  private final ThreadLocal<byte[]> image;

  /**
   * Maps the images.
   *
   * @param first position of the first image, counted in images
   */
  MappedImages(FileChannel file, long first, InputShape shape, int classes, int[] labels)
      throws IOException {
    super(labels.length, shape, classes);
    this.labels = labels;
    this.perSegment = Math.max(1, MOST_BYTES / shape.size());
    for (int from = 0; from < labels.length; from += perSegment) {
      long count = Math.min(perSegment, labels.length - from);
      segments.add(
          file.map(
              FileChannel.MapMode.READ_ONLY, (first + from) * shape.size(), count * shape.size()));
    }
    this.image = ThreadLocal.withInitial(() -> new byte[shape.size()]);
  }

  @Override
  protected void copy(int index, float[] target, int offset) {
    byte[] bytes = image.get();
    segments.get(index / perSegment).get(index % perSegment * bytes.length, bytes);
    for (int i = 0; i < bytes.length; i++) {
      target[offset + i] = (bytes[i] & 0xff) / BRIGHTEST;
    }
  }

  @Override
  public int label(int index) {
    return labels[index];
  }
}
