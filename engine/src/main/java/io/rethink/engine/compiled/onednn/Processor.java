package io.rethink.engine.compiled.onednn;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.Loader;

/**
 * The CPU as oneDNN sees it, with a stream that runs primitives in order. To be used by one thread:
 * the thread that runs primitives owns a team of OpenMP threads.
 */
public final class Processor implements AutoCloseable {

  private final dnnl_engine engine = new dnnl_engine();
  private final dnnl_stream stream = new dnnl_stream();

  /**
   * Opens the CPU.
   *
   * @throws LinkageError if there is no oneDNN library for this platform
   */
  public Processor() {
    check(dnnl_engine_create(engine, dnnl_cpu, 0), "open the CPU");
    int status = dnnl_stream_create(stream, engine, dnnl_stream_default_flags);
    if (status != 0) {
      dnnl_engine_destroy(engine);
      check(status, "open a stream");
    }
  }

  /** Whether there is a oneDNN library for this platform, and a CPU that it is fast on. */
  public static boolean isSupported() {
    try {
      Loader.load(org.bytedeco.dnnl.global.dnnl.class);
      return includes(dnnl_get_effective_cpu_isa(), dnnl_cpu_isa_avx2);
    } catch (LinkageError missing) {
      return false;
    }
  }

  /** Whether the CPU has AVX-512, for which oneDNN has Winograd and blocked matrix kernels. */
  public static boolean hasAvx512() {
    return includes(dnnl_get_effective_cpu_isa(), dnnl_cpu_isa_avx512_core);
  }

  /**
   * Whether the CPU multiplies numbers of 8 bits of precision itself. oneDNN computes with them on
   * any CPU that has AVX-512, but slower than with 32-bit floats.
   */
  public static boolean hasBfloat16() {
    return includes(dnnl_get_effective_cpu_isa(), dnnl_cpu_isa_avx512_core_bf16);
  }

  /**
   * Whether the CPU multiplies numbers of this type at least as fast as 32-bit floats. With
   * bfloat16, Intel's do by their tile unit (AMX) alone: their vectors of bfloat16 take twice as
   * long.
   */
  public static boolean isFastWith(ValueType type) {
    return type == ValueType.FLOAT32
        || isFastWithBfloat16(dnnl_get_effective_cpu_isa(), Description.LINES);
  }

  /**
   * Whether bfloat16 is multiplied at least as fast as 32-bit floats.
   *
   * @param instructions that oneDNN uses, {@code dnnl_cpu_isa_…}
   * @param description lines of {@code /proc/cpuinfo}
   */
  static boolean isFastWithBfloat16(int instructions, List<String> description) {
    return isMadeBy("GenuineIntel", description)
        ? includes(instructions, dnnl_cpu_isa_avx512_core_amx)
        : includes(instructions, dnnl_cpu_isa_avx512_core_bf16);
  }

  /**
   * Whether a convolution is faster if it takes a batch in parts, each copied before. AMD's CPUs
   * fetch too little ahead for oneDNN's kernels with AVX-512 to find in the caches what they read.
   */
  public static boolean isFasterInParts() {
    return isFasterInParts(dnnl_get_effective_cpu_isa(), Description.LINES);
  }

  /** As {@link #isFastWithBfloat16(int, List)}, for parts. */
  static boolean isFasterInParts(int instructions, List<String> description) {
    return includes(instructions, dnnl_cpu_isa_avx512_core)
        && isMadeBy("AuthenticAMD", description);
  }

  private static boolean isMadeBy(String vendor, List<String> description) {
    return description.stream()
        .anyMatch(line -> line.startsWith("vendor_id") && line.endsWith(vendor));
  }

  private static boolean includes(int instructions, int wanted) {
    return (instructions & wanted) == wanted;
  }

  /** What the operating system says of the CPU, read when it is first asked for. */
  private static final class Description {

    private static final List<String> LINES = read(Path.of("/proc/cpuinfo"));

    private static List<String> read(Path file) {
      try {
        return Files.readAllLines(file);
      } catch (IOException unknown) {
        return List.of();
      }
    }
  }

  public dnnl_engine engine() {
    return engine;
  }

  public dnnl_stream stream() {
    return stream;
  }

  @Override
  public void close() {
    dnnl_stream_destroy(stream);
    dnnl_engine_destroy(engine);
  }
}
