package dev.driftline.report;
import java.io.StringWriter;
import java.nio.file.*;
import org.junit.jupiter.api.Test;
class ZShow {
  @Test void x() throws Exception {
    for (int n : new int[]{3,12,300}) {
      for (String k : new String[]{"one","many","lost","unknown"}) {
        StringWriter out = new StringWriter();
        Format.TEXT.write(switch(k){case "one"->Mornings.oneFault(n); case "many"->Mornings.manyFaults(n); case "lost"->Mornings.notReached(n); default->Mornings.unknowns(n);}, Style.PLAIN, out);
        Files.writeString(Path.of("/tmp/show-"+k+"-"+n+".txt"), out.toString());
      }
    }
  }
}
