package org.backflow.spark;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.backflow.sweep.Engine;
import org.backflow.sweep.NetworkCheckpoints;
import org.backflow.sweep.Sweep;
import org.backflow.sweep.SweepBundle;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Evaluates points on a Spark cluster: the files go to every executor once, numbers of points go
 * out, lines of CSV come back and are kept as they come. What a lost worker had not finished, Spark
 * gives to another, which begins it anew: no checkpoints of networks are kept. Points of one
 * network are one task, so it is trained once.
 *
 * @param bundle what executors need
 * @param master the cluster, or {@value #SUBMITTED}
 */
record SparkEngine(SweepBundle bundle, String master) implements Engine {
  private static final String SUBMITTED = "submitted";

  /** Such a task takes a tenth of a second: long beside its start, short beside a sweep. */
  private static final int POINTS_PER_TASK = 512;

  @Override
  public void run(
      Sweep sweep,
      Iterator<List<Integer>> batches,
      NetworkCheckpoints checkpoints,
      Consumer<List<String>> done) {
    List<List<int[]>> tasks = tasks(batches, sweep.train());
    if (tasks.isEmpty()) {
      return;
    }
    SparkConf configuration =
        new SparkConf().setAppName("backflow sweep " + sweep.name()).setJars(new String[] {jar()});
    if (!master.equals(SUBMITTED)) {
      configuration.setMaster(master);
    }
    try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
      spark.setLogLevel("WARN");
      Broadcast<SweepBundle> files = spark.broadcast(bundle);
      RDD<int[]> points = spark.parallelize(tasks, tasks.size()).flatMap(List::iterator).rdd();
      List<Object> partitions = new ArrayList<>();
      IntStream.range(0, tasks.size()).forEach(partitions::add);
      spark
          .sc()
          .runJob(
              points,
              new Task(files),
              CollectionConverters.asScala(partitions).toSeq(),
              new AbstractFunction2<Object, String[], BoxedUnit>() {
                @Override
                public BoxedUnit apply(Object partition, String[] lines) {
                  synchronized (done) {
                    done.accept(Arrays.asList(lines));
                  }
                  return BoxedUnit.UNIT;
                }
              },
              ClassTag$.MODULE$.apply(String[].class));
    }
  }

  /** Returns batches by task: one where networks are trained, else as many as are worth a task. */
  private static List<List<int[]>> tasks(Iterator<List<Integer>> batches, boolean train) {
    List<List<int[]>> tasks = new ArrayList<>();
    int room = 0;
    while (batches.hasNext()) {
      int[] batch = batches.next().stream().mapToInt(Integer::intValue).toArray();
      if (train || room < batch.length) {
        tasks.add(new ArrayList<>());
        room = POINTS_PER_TASK;
      }
      tasks.get(tasks.size() - 1).add(batch);
      room -= batch.length;
    }
    return tasks;
  }

  /** Returns the jar that this class is in, which executors load. */
  private static String jar() {
    try {
      return Path.of(SparkEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException impossible) {
      throw new AssertionError("a location of a class", impossible);
    }
  }
}
