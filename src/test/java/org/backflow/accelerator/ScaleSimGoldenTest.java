package org.backflow.accelerator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.backflow.plan.Extent;
import org.junit.jupiter.api.Test;

/**
 * The totals and access counts that SCALE-Sim (scalesim-project/scale-sim-v2, -v3) printed for the
 * same products, free of stalls: its users must find their numbers.
 */
final class ScaleSimGoldenTest {

  @Test
  void closedForms_everyGoldenRow_giveThePeersNumbers() throws IOException {
    int rows = 0;
    for (NamedCsvRecord row : golden()) {
      Extent extent = new Extent(number(row, "M"), number(row, "N"), number(row, "K"));
      ArrayShape array = new ArrayShape(number(row, "array_rows"), number(row, "array_cols"));
      Dataflow dataflow = Dataflow.named(row.getField("dataflow"));
      String name = row.toString();
      assertThat(dataflow.scaleSimTotalCycles(extent, array))
          .as(name)
          .isEqualTo(number(row, "scalesim_total_cycles"));
      assertThat(dataflow.leftReads(extent, array))
          .as(name)
          .isEqualTo(number(row, "sram_ifmap_reads"));
      assertThat(dataflow.rightReads(extent, array))
          .as(name)
          .isEqualTo(number(row, "sram_filter_reads"));
      // The peer counts a partial sum that leaves the array as a write of the output.
      assertThat(extent.elements() + dataflow.partialSums(extent, array))
          .as(name)
          .isEqualTo(number(row, "trace_ofmap_writes"));
      assertThat(dataflow.mappingEfficiencyPercent(extent, array))
          .as(name)
          .isCloseTo(
              Double.parseDouble(row.getField("mapping_efficiency_percent")), within(0.00005001));
      rows++;
    }
    assertThat(rows).isEqualTo(44);
  }

  private static int number(NamedCsvRecord row, String column) {
    return Integer.parseInt(row.getField(column));
  }

  private static List<NamedCsvRecord> golden() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(ScaleSimGoldenTest.class.getResourceAsStream("scalesim_gemm.csv"))) {
      String text = new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
    }
  }
}
