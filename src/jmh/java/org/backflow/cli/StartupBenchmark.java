package org.backflow.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import picocli.CommandLine;

/**
 * What the command line itself costs before any work begins: one cold call of {@code --version} in
 * each of ten new virtual machines, since nobody calls it warm.
 *
 * <pre>java -jar target/benchmarks.jar StartupBenchmark</pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
public class StartupBenchmark {
  /** Returns the exit code. */
  @Benchmark
  public int version() {
    return new CommandLine(new Main())
        .setOut(new PrintWriter(Writer.nullWriter()))
        .execute("--version");
  }
}
