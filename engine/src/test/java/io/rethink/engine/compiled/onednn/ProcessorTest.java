package io.rethink.engine.compiled.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {

  private static final List<String> INTEL =
      List.of("processor\t: 0", "vendor_id\t: GenuineIntel", "cpu family\t: 6");
  private static final List<String> AMD = List.of("processor\t: 0", "vendor_id\t: AuthenticAMD");

  @Test
  void intelsCpusAreFastWithBfloat16ByTheirTilesAlone() {
    assertThat(Processor.isFastWithBfloat16(dnnl_cpu_isa_avx512_core_amx, INTEL)).isTrue();
    assertThat(Processor.isFastWithBfloat16(dnnl_cpu_isa_avx512_core_bf16, INTEL)).isFalse();
  }

  @Test
  void othersAreFastWithBfloat16ByTheirVectors() {
    for (List<String> description : List.of(AMD, List.<String>of())) {
      assertThat(Processor.isFastWithBfloat16(dnnl_cpu_isa_avx512_core_bf16, description)).isTrue();
      assertThat(Processor.isFastWithBfloat16(dnnl_cpu_isa_avx512_core, description)).isFalse();
      assertThat(Processor.isFastWithBfloat16(dnnl_cpu_isa_avx2, description)).isFalse();
    }
  }

  @Test
  void amdsCpusWithAvx512AreFasterInParts() {
    assertThat(Processor.isFasterInParts(dnnl_cpu_isa_avx512_core_bf16, AMD)).isTrue();
    assertThat(Processor.isFasterInParts(dnnl_cpu_isa_avx512_core, AMD)).isTrue();
    assertThat(Processor.isFasterInParts(dnnl_cpu_isa_avx2, AMD)).isFalse();
    assertThat(Processor.isFasterInParts(dnnl_cpu_isa_avx512_core, INTEL)).isFalse();
    assertThat(Processor.isFasterInParts(dnnl_cpu_isa_avx512_core, List.of())).isFalse();
  }
}
