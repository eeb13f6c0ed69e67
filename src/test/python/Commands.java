import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.backflow.cli.Main;

/**
 * Runs many commands in one Java, which costs a tenth of starting each: a line of standard input is
 * a command, its words parted by tabs. Ends with the code of the first that fails.
 */
final class Commands {

  private Commands() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      StringWriter messages = new StringWriter();
      PrintWriter writer = new PrintWriter(messages, true);
      int code = Main.commandLine().setOut(writer).setErr(writer).execute(line.split("\t"));
      if (code != 0) {
        System.err.println(line);
        System.err.println(messages);
        System.exit(code);
      }
    }
  }
}
