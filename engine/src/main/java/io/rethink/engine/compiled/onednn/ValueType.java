package io.rethink.engine.compiled.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_f32;

/** How a number is kept in a tensor that programs compute with. */
public enum ValueType {
  /** IEEE single precision: 24 bits of precision. */
  FLOAT32(dnnl_f32, ""),
  /** The upper half of single precision: the same range, 8 bits of precision. */
  BFLOAT16(dnnl_bf16, ":bf16");

  private final int number;
  private final String suffix;

  ValueType(int number, String suffix) {
    this.number = number;
    this.suffix = suffix;
  }

  /** As oneDNN numbers it, {@code dnnl_data_type_t}. */
  int number() {
    return number;
  }

  /** What is added to a layout's text. */
  String suffix() {
    return suffix;
  }
}
