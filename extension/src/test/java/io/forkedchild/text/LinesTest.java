package io.forkedchild.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Lines.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final String TEXT = "a\n\n\r\n10%\r20%\r\rüß→😀 end\r\n\n\n\r\"x\"\nunfinished é";
    private static final byte[] BYTES = TEXT.getBytes(UTF_8);
    private static final List<String> ENDED = List.of("a", "", "", "10%", "20%", "", "üß→😀 end", "", "", "", "\"x\"");

    private final List<Line> found = new ArrayList<>();
    private Lines lines = new Lines();

    private void accept(int from, int to) {
        lines.accept(Arrays.copyOfRange(BYTES, from, to), found::add);
    }

    private List<String> texts() {
        return found.stream().map(Line::text).toList();
    }

    @Test
    void everySplitInThreeGivesTheSameLines() {
        for (int one = 0; one <= BYTES.length; one++) {
            for (int two = one; two <= BYTES.length; two++) {
                var split = new LinesTest();
                split.accept(0, one);
                split.accept(one, two);
                split.accept(two, BYTES.length);

                assertThat(split.texts()).as("split at %s and %s", one, two).isEqualTo(ENDED);
                assertThat(split.lines.unfinished()).map(Line::text).hasValue("unfinished é");
            }
        }
    }

    @Test
    void endsAreThoseOfAString() {
        accept(0, BYTES.length);
        var all = new ArrayList<>(texts());
        lines.unfinished().map(Line::text).ifPresent(all::add);

        assertThat(all).isEqualTo(TEXT.lines().toList());
        assertThat(Lines.withEnds(TEXT)).map(Lines::withoutEnd).isEqualTo(all);
        assertThat(String.join("", Lines.withEnds(TEXT))).isEqualTo(TEXT);
    }

    @Test
    void carriageReturnEndsItsLineAtOnce() {
        accept(0, TEXT.indexOf('%') + 2);

        assertThat(texts()).endsWith("10%");
        assertThat(lines.unfinished()).isEmpty();
    }

    @Test
    void eachEndIsAPlaceToGoOnFrom() {
        for (int i = 0; i < BYTES.length; i++) {
            accept(i, i + 1);
        }
        for (var line : List.copyOf(found)) {
            found.clear();
            lines = new Lines(line.end());
            accept((int) line.end().offset(), BYTES.length);

            assertThat(texts()).isEqualTo(ENDED.subList((int) line.number(), ENDED.size()));
        }
    }

    @Test
    void placeIsBehindBothBytesOfAnEndThatCameTogether() {
        accept(0, 4);

        assertThat(found)
                .extracting(Line::end)
                .containsExactly(new Place(2, 1, false), new Place(3, 2, false), new Place(4, 3, true));
        accept(4, 5);
        accept(5, BYTES.length);
        assertThat(texts()).isEqualTo(ENDED);
    }
}
