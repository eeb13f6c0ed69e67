package org.backflow.report.page.motion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backflow.accelerator.CostModel;
import org.backflow.accelerator.OperationCost;
import org.backflow.experiment.Experiment;
import org.backflow.experiment.file.ExperimentFile;
import org.backflow.feedback.FeedbackScheme;
import org.backflow.feedback.FeedbackSchemes;
import org.backflow.report.SyntheticResults;
import org.backflow.report.page.HtmlReport;
import org.junit.jupiter.api.Test;

/** The frames against the cost model of the same network on the same array. */
class MotionSectionTest {

  private final Experiment experiment =
      ExperimentFile.load(
          Path.of("data/experiments/mnist-20.yaml"),
          "layers=784-4-3",
          "protocol.minibatch=4",
          "accelerator.array=4x4",
          "accelerator.vectorLanes=4");

  @Test
  void scenes_takeTheCyclesOfTheCostModel() {
    assertThat(frames("feedback-dense") - 1)
        .isEqualTo(feedback(FeedbackSchemes.RANDOM).when().computeCycles());
    assertThat(frames("feedback-one-hot-product")).isEqualTo(frames("feedback-dense"));
    assertThat(frames("feedback-one-hot") - 1)
        .isEqualTo(feedback(FeedbackSchemes.ONE_HOT).when().computeCycles());
  }

  private OperationCost feedback(FeedbackScheme scheme) {
    return new CostModel(experiment.hardware().accelerator(), experiment.hardware().arithmetic())
        .cost(experiment.plan(scheme)).operations().stream()
            .filter(operation -> operation.name().equals("feedback.1"))
            .findFirst()
            .orElseThrow();
  }

  private static int frames(String id) {
    return scene(id).frames().size();
  }

  private static MotionScene scene(String id) {
    return MotionSection.scenes().stream()
        .filter(scene -> scene.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void oneHot_byProductAndBySelection_endsWithTheSameResults() {
    assertThat(results("feedback-one-hot-product"))
        .isEqualTo(results("feedback-one-hot"))
        // Units listen to outputs 1, 0, 2, 1 of the errors 1, -2, 3 and so on.
        .startsWith("−2", "1", "3", "−2")
        .doesNotContain("");
  }

  private static List<String> results(String id) {
    List<MotionScene.Frame> frames = scene(id).frames();
    List<String> texts = frames.get(frames.size() - 1).texts();
    return texts.subList(texts.size() - 16, texts.size());
  }

  @Test
  void frames_sayHowManyResultsTheyShow() {
    for (MotionScene scene : MotionSection.scenes()) {
      for (MotionScene.Frame frame : scene.frames().subList(1, scene.frames().size())) {
        List<String> texts = frame.texts();
        long shown =
            texts.subList(texts.size() - 16, texts.size()).stream()
                .filter(text -> !text.isEmpty())
                .count();
        assertThat(frame.says()).as(scene.id()).contains("; " + shown + " of ");
      }
    }
  }

  @Test
  void frames_ofEveryScene_fillEveryPlaceAndBox() {
    for (MotionScene scene : MotionSection.scenes()) {
      assertThat(scene.frames())
          .as(scene.id())
          .allSatisfy(
              frame -> {
                assertThat(frame.states()).hasSameSizeAs(scene.boxes());
                assertThat(frame.texts())
                    .hasSameSizeAs(scene.places())
                    .noneMatch(text -> text.contains("|"));
              });
      assertThat(scene.frames().get(0).working()).isZero();
    }
  }

  @Test
  void oneHotMatrix_onTheArray_multipliesByZeroTwiceForEveryOne() {
    assertThat(scene("feedback-one-hot-product").summary())
        .contains("13 cycles, 48 multiplications, 32 of them by zero");
    assertThat(scene("feedback-one-hot").summary()).contains("5 cycles, no multiplication");
  }

  @Test
  void sample_byItself_leavesThreeOfFourRowsIdle() {
    assertThat(scene("forward-one").frames()).allMatch(frame -> frame.working() <= 4);
    assertThat(scene("forward-one").summary()).contains("16 multiplications");
  }

  @Test
  void page_holdsTheFramesAsJson() throws Exception {
    String html = HtmlReport.of(SyntheticResults.of(), "9.9", "x");
    Matcher found =
        Pattern.compile("<script type=\"application/json\" id=\"motion-frames\">(.*?)</script>")
            .matcher(html);
    assertThat(found.find()).isTrue();
    JsonNode scenes = new ObjectMapper().readTree(found.group(1)).get("scenes");
    assertThat(scenes).hasSize(6);
    assertThat(scenes.get(0).get("frames")).hasSize(15);
  }
}
