package com.khaosbridge.sandbox.khaos;

import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class XmlOutTest {

  @Test
  void whatXmlCannotCarryIsLeftOutAndTheRestArrives() {
    String text = "a\u0000b\uD83D\uDE80c\uD83Dd\uDE80e\uFFFEf\uFFFDg\u0085\r\n\t]]>&<\"'";

    String expected = "ab\uD83D\uDE80cdef\uFFFDg\u0085\r\n\t]]>&<\"'";
    Element root =
        xml(XmlOut.document().open("r").attribute("a", text).text(text).close().toString())
            .getDocumentElement();
    assertThat(root.getTextContent()).isEqualTo(expected);
    assertThat(root.getAttribute("a")).isEqualTo(expected);
  }

  @Test
  void anyTextArrivesOrIsLeftOutButNeverBreaksTheDocument() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        text.append(
            random.nextInt(3) == 0
                ? "<>&\"'\r\n\t]".charAt(random.nextInt(9))
                : (char) random.nextInt(0x10000));
      }
      String document =
          XmlOut.document().open("r").element("e", text.toString()).close().toString();
      String arrived = xml(document).getDocumentElement().getTextContent();
      assertThat(text.toString().codePoints().filter(c -> arrived.indexOf(c) < 0))
          .as("seed %d", seed)
          .allMatch(c -> c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c >= 0xFFFE);
    }
  }

  @Test
  void anOpenElementIsNoDocument() {
    assertThatThrownBy(() -> XmlOut.document().open("r").toString())
        .isInstanceOf(IllegalStateException.class);
  }
}
