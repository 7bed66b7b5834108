package io.rethink.runner.checkpoint;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** A type of numbers, by the name that the safetensors format has for it. */
enum ElementType {
  F64(DataType.DOUBLE, 8),
  F32(DataType.FLOAT, 4),
  F16(DataType.FLOAT16, 2),
  BF16(DataType.BFLOAT16, 2),
  I64(DataType.INT64, 8),
  I32(DataType.INT32, 4),
  I16(DataType.INT16, 2),
  I8(DataType.INT8, 1),
  U8(DataType.UINT8, 1),
  BOOL(DataType.BOOL, 1);

  private final DataType dataType;
  private final int bytes;

  ElementType(DataType dataType, int bytes) {
    this.dataType = dataType;
    this.bytes = bytes;
  }

  /** The type that ND4J calls {@code dataType}. */
  static ElementType of(DataType dataType) {
    return Arrays.stream(values())
        .filter(type -> type.dataType == dataType)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no checkpoint can hold values of " + dataType));
  }

  /** ND4J's name for it. */
  DataType dataType() {
    return dataType;
  }

  /** Bytes in a number. */
  int bytes() {
    return bytes;
  }
}
