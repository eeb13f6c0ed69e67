package org.backflow.foreign.scalesim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backflow.configuration.tree.ConfigurationException;
import org.backflow.files.TextFile;
import org.backflow.plan.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that users of SCALE-Sim own, and what they find when one is wrong. */
final class TopologyFileTest {

  private static final String CONVOLUTIONS =
      "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter,"
          + " Strides,\n";

  @TempDir private Path folder;

  private static List<TopologyLayer> layers(String text) {
    return TopologyFile.parse("net", TextFile.of("net.csv", text)).layers();
  }

  private static void assertRefused(String text, String... messages) {
    assertThatThrownBy(() -> layers(text))
        .isInstanceOf(ConfigurationException.class)
        .satisfies(
            e -> assertThat(String.valueOf(e.getMessage()).lines()).containsExactly(messages));
  }

  /** One network, as different programs write it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Layer,M,N,K\nA,64,20,784\nB,64,10,20",
        "Layer, M, N, K,\nA, 64, 20, 784,\nB, 64, 10, 20,\n",
        "Layer ,\tM ,N , K , \r\n\r\n A ,64 ,20 ,784 ,\r\n   \r\nB,64,10,20\r\n",
        "\uFEFFlayer name,m,n,k\n# from an export\nA,64,20,784\n,,,\nB,64,10,20,,\n",
        "Layer,K,M,N\n\"A\",784,64,20,#first\n \"B\" ,20,64,10\n",
        "Whatever,M,N,K,Sparsity,\nA,64,20,784,1:1,\nB,64,10,20,,\n",
      })
  void products_inAnyDressing_areTheSameLayers(String text) {
    assertThat(layers(text))
        .containsExactly(
            new ProductLayer("A", 64, 20, 784, Sparsity.DENSE),
            new ProductLayer("B", 64, 10, 20, Sparsity.DENSE));
  }

  /** 13 x 13, padded to 15 x 15, under 384 filters of 3 x 3 x 256: 169 rows, sums of 2304. */
  @Test
  void convolution_ofOneSample_isTheProductOfItsWindows() {
    TopologyLayer layer = layers(CONVOLUTIONS + "Conv3, 15, 15, 3, 3, 256, 384, 1,").get(0);
    assertThat(layer.product(1)).isEqualTo(new Extent(169, 384, 2304));
    assertThat(layer.product(4)).isEqualTo(new Extent(676, 384, 2304));
    assertThat(layer.input(4)).isEqualTo(new Extent(900, 256, 1));
    assertThat(layer.unfoldsInput()).isTrue();
  }

  /** ceil((224 - 11 + 4) / 4) = 55, where a floor would give 54. */
  @Test
  void convolution_whoseStrideDoesNotDivide_roundsUpAsThePeerDoes() {
    TopologyLayer layer = layers(CONVOLUTIONS + "Conv1,224,224,11,11,3,96,4").get(0);
    assertThat(layer.product(1)).isEqualTo(new Extent(55 * 55, 96, 363));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CONVOLUTIONS + "C,8,9,3,3,2,4,2,1,",
        "Layer name,IFMAP height,IFMAP width,Filter height,Filter width,Channels,Num filter,"
            + "Stride height,Stride width,\nC,8,9,3,3,2,4,2,1,\n",
      })
  void convolution_withTwoStrides_hasOneForEachAxis(String text) {
    assertThat(layers(text).get(0).product(1)).isEqualTo(new Extent(4 * 7, 4, 18));
  }

  @Test
  void convolution_byPoints_unfoldsNothing() {
    assertThat(layers(CONVOLUTIONS + "C,7,7,1,1,512,1024,1,").get(0).unfoldsInput()).isFalse();
    assertThat(layers(CONVOLUTIONS + "C,7,7,1,1,512,1024,2,").get(0).unfoldsInput()).isTrue();
  }

  @Test
  void convolution_called_DP_isALayerForEachChannel() {
    List<TopologyLayer> layers = layers(CONVOLUTIONS + "DP2,8,8,3,3,3,1,1,");
    assertThat(layers)
        .extracting(TopologyLayer::name)
        .containsExactly("DP2Channel_0", "DP2Channel_1", "DP2Channel_2");
    assertThat(layers).allMatch(layer -> layer.product(1).equals(new Extent(36, 1, 9)));
  }

  @Test
  void sparsity_ofARow_isKept() {
    assertThat(layers("Layer,M,N,K,Sparsity,\nA,3,5,16,2:4,").get(0).sparsity())
        .isEqualTo(new Sparsity(2, 4));
  }

  /** Files that people publish: what they mean is read, and how it was read is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // No-break spaces, as pages and spreadsheets put them.
        "\uFEFFLayer name,\u00A0 IFMAP Height,\u00A0IFMAP\u00A0Width,Filter Height,Filter Width,"
            + "\u202FChannels,Num Filter,Strides,;c1,12,\u00A012,3,3,2,4,1,\u00A0 | ''",
        "Layer,IFMAP Width,IFMAP Width,Filter Height,Filter Width,Channels,Num Filter,Strides,;"
            + "c1,12,12,3,3,2,4,1, | net.csv:1:19: 'IFMAP Width' again, and no 'IFMAP Height': the"
            + " first is taken as the height, as SCALE-Sim reads them",
        "Layer,IFMAP Height,IFMAP Width,Filter Height,Filter Height,Channels,Num Filter,Strides,;"
            + "c1,12,12,3,3,2,4,1, | net.csv:1:46: 'Filter Height' again, and no 'Filter Width': the"
            + " first is taken as the height, as SCALE-Sim reads them",
        "Layer,M,N,K,;Encoder,;,;c1,100,4,18,;Decoder,,,, | net.csv: rows that only name a section"
            + " are passed over: Encoder (line 2), Decoder (line 5)",
        "Layer,M,N,K,Batch Size;c1,100,4,18,32 | net.csv:1:13: column 'Batch Size' is without"
            + " effect: rows count for one sample, --batch says how many",
        "Layer,IFMAP Height,IFMAP Width,Filter Height,Filter Width,Channels,Num Filter,Strides,,,Eh,"
            + "Ew;,,,,,;c1,12,12,3,3,2,4,1,,,10,10 | net.csv:1:89: columns beside the table are"
            + " without effect: 'Eh', 'Ew'",
        "Layer,M,N,K,Comment;c1,100,4,18,the first | net.csv:1:13: columns beside the table are"
            + " without effect: 'Comment'",
        "Layer,M,N,K;c1,100,4,18,,5x5;c1,100,4,18 | net.csv: cells beside the table are without"
            + " effect: line 2",
        "Layer,IFMAP Height,IFMAP Width,Filter Height,Filter Width,Channels,Num Filter,Strides,;"
            + "c1,12,21,3,3,2,4,1,\t2 | net.csv: cells without a header behind 'Strides' are taken"
            + " as strides across, as SCALE-Sim does: 2 of c1 (line 2)",
      })
  void file_thatPeoplePublish_isReadAsMeantAndSaysHow(String text, String remark) {
    Topology topology =
        TopologyFile.parse("net", TextFile.of("net.csv", text.strip().replace(';', '\n')));
    assertThat(topology.layers())
        .isNotEmpty()
        .allSatisfy(layer -> assertThat(layer.product(1)).isEqualTo(new Extent(100, 4, 18)));
    assertThat(topology.remarks()).isEqualTo(remark.isEmpty() ? List.of() : List.of(remark));
  }

  /** Height 20, width 16, filter 3 x 5, stride 2: out ceil(19 / 2) x ceil(13 / 2), 10 x 7. */
  @Test
  void width_saidTwice_isHeightThenWidth() {
    assertThat(
            layers(
                    "Layer, IFMAP Width, IFMAP Width, Filter Height, Filter Width, Channels, Num"
                        + " Filter, Strides,\nc1,20,16,3,5,1,4,2,\n")
                .get(0)
                .product(1))
        .isEqualTo(new Extent(70, 4, 15));
  }

  @Test
  void remarks_ofManyRows_areShort() {
    Topology topology =
        TopologyFile.parse(
            "net", TextFile.of("net.csv", "Layer,M,N,K\nA,1,2,3\n" + "Part\n".repeat(20)));
    assertThat(topology.remarks()).singleElement().asString().endsWith("(line 10) and 12 more");
  }

  @Test
  void file_onDisk_givesItsNameToTheTopology() throws IOException {
    Path file = folder.resolve("small.csv");
    Files.writeString(file, "Layer,M,N,K\nA,1,2,3\n", StandardCharsets.UTF_8);
    assertThat(TopologyFile.read(file).name()).isEqualTo("small");
    assertThatThrownBy(() -> TopologyFile.read(folder.resolve("smal.csv")))
        .hasMessageEndingWith("no such file; did you mean 'small.csv'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Layer,M,N,K;A,64,2O,784 | net.csv:2:6: 'N' is '2O'; expected a whole number from 1 to"
            + " 2147483647",
        "Layer,M,N,K;A,64,  -3,7 | net.csv:2:8: 'N' is '-3'; expected a whole number from 1 to"
            + " 2147483647",
        "Layer,M,N,K;A,64,20     | net.csv:2:8: the row ends; expected a number for 'K'",
        "Layer,M,N,K;A,1,2,3,4   | net.csv:2:9: '4' beyond the last column of the header; expected"
            + " the end of the row",
        "Layer,M,N,K;A,1,2,3,4,,5 | net.csv:2:9: '4' beyond the last column of the header; expected"
            + " the end of the row",
        "Layer,M,N,K;Encoder,     | net.csv:3:1: the end of the file; expected a row for each layer",
        "Layer,M,N,Comment;A,1,2,x | net.csv:1:11: unknown column 'Comment'; expected 'K' or"
            + " 'Sparsity'",
        "Layer,Note,M,N,K;A,x,1,2,3 | net.csv:1:7: unknown column 'Note'; expected 'Sparsity'",
        "Layer,M,N,K;;,1,2,3     | net.csv:3:1: a layer without a name; expected a name",
        "Layer,M,N,K             | net.csv:2:1: the end of the file; expected a row for each layer",
        "Layer,M,N,K,M;A,1,2,3,4 | net.csv:1:13: column 'M' again; expected it once",
        "Layer,M,N,K,Sparsty;A,1,2,3,1:2 | net.csv:1:13: unknown column 'Sparsty'; did you mean"
            + " 'Sparsity'?",
        "Layer,M,N,K,Sparsity;A,1,2,3,2  | net.csv:2:9: '2'; expected a sparsity n:m, as in 2:4",
        "Layer,M,N,K,Sparsity;A,1,2,3,4:2| net.csv:2:9: '4:2'; expected n:m with 1 <= n <= m",
        "Layer,M,N,K;A,1,2,1000001 | net.csv:2:1: the row of A; expected a layer; layer A has M, N,"
            + " K = 1, 2, 1000001; expected M from 1 to 2147483647, N and K from 1 to 1000000, and"
            + " a product of at most 2^50",
      })
  void product_thatIsWrong_isRefusedAtItsPlace(String text, String message) {
    assertRefused(text.strip().replace(';', '\n'), message);
  }

  @Test
  void header_thatIsNone_isShownWhatItShouldBe() {
    assertRefused(
        "A,64,20,784\n",
        "net.csv:1:1: 'A,64,20,784'; expected a header, 'Layer, M, N, K' or 'Layer name, IFMAP"
            + " Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides'");
    assertRefused("", "net.csv: is empty; expected a header and a row for each layer");
  }

  @Test
  void header_withATypingError_namesTheColumnThatWasMeant() {
    assertRefused(
        CONVOLUTIONS.replace("Filter Width", "Filter Wdith") + "C,8,9,3,3,2,4,2,",
        "net.csv:1:55: unknown column 'Filter Wdith'; did you mean 'Filter Width'?");
  }

  @Test
  void header_withoutAColumn_namesIt() {
    assertThatThrownBy(() -> layers(CONVOLUTIONS.replace(" Channels,", "") + "C,8,9,3,3,4,2,"))
        .hasMessageStartingWith("net.csv:1:81: the header ends without 'Channels'; expected");
  }

  @Test
  void convolution_largerThanItsInput_isRefused() {
    assertRefused(
        CONVOLUTIONS + "C,2,9,3,3,2,4,2,",
        "net.csv:2:1: the row of C; expected a layer; a filter height of 3; expected 1 to the"
            + " input's, 2");
  }

  @Test
  void everyProblem_isReportedAtOnce() {
    assertRefused(
        "Layer,M,N,K\nA,x,2,3\nB,1,2,3\nC,1,y,z\n",
        "net.csv:2:3: 'M' is 'x'; expected a whole number from 1 to 2147483647",
        "net.csv:4:5: 'N' is 'y'; expected a whole number from 1 to 2147483647",
        "net.csv:4:7: 'K' is 'z'; expected a whole number from 1 to 2147483647");
  }

  @Test
  void quote_thatIsNotClosed_isNoCsv() {
    assertThatThrownBy(() -> layers("Layer,M,N,K\n\"A,1,2,3\n"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("net.csv: is not CSV");
  }
}
