package io.rethink.engine.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;
import static org.bytedeco.dnnl.global.dnnl.dnnl_u8;

/** How a number is kept in a tensor that programs compute with. */
public enum ValueType {
  /** IEEE single precision: 24 bits of precision. */
  FLOAT32(dnnl_f32, Float.BYTES, ""),
  /** The upper half of single precision: the same range, 8 bits of precision. */
  BFLOAT16(dnnl_bf16, Short.BYTES, ":bf16"),
  /** An unsigned byte, as pixels come. */
  BYTE(dnnl_u8, Byte.BYTES, ":u8");

  private final int number;
  private final int bytes;
  private final String suffix;

  ValueType(int number, int bytes, String suffix) {
    this.number = number;
    this.bytes = bytes;
    this.suffix = suffix;
  }

  /** As oneDNN numbers it, {@code dnnl_data_type_t}. */
  int number() {
    return number;
  }

  /** Bytes that a value takes. */
  public int bytes() {
    return bytes;
  }

  /** What is added to a layout's text. */
  String suffix() {
    return suffix;
  }
}
