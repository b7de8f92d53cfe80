package io.forkedchild.launch;

import io.forkedchild.text.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the options say about a child's environment. The order in which they were named does not matter, so none may
 * contradict another.
 *
 * @param only the complete environment; empty: that of the test JVM
 * @param added variables on top of it
 * @param without the names of variables that are left out of it
 */
public record Variables(Optional<Map<String, String>> only, Map<String, String> added, Set<String> without) {

    public static final Variables INHERITED = new Variables(Optional.empty(), Map.of(), Set.of());

    private static final String ENV = "options.env";
    private static final String ONLY_ENV = "options.onlyEnv";
    private static final String WITHOUT_ENV = "options.withoutEnv";

    /** The same with a complete environment. */
    public Variables only(Map<String, String> variables) {
        Map<String, String> checked = Check.variables(ONLY_ENV, variables);
        refuse(ONLY_ENV, checked.keySet(), "sets", ENV, added.keySet());
        refuse(ONLY_ENV, checked.keySet(), "leaves out", WITHOUT_ENV, without);
        return new Variables(Optional.of(checked), added, without);
    }

    /** The same with one variable more. */
    public Variables add(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(added);
        more.put(name, value);
        Map<String, String> checked = Check.variables(ENV, more);
        refuse(ENV, Set.of(name), "sets", ONLY_ENV, namesOfOnly());
        refuse(ENV, Set.of(name), "leaves out", WITHOUT_ENV, without);
        return new Variables(only, checked, without);
    }

    /** The same without these. */
    public Variables leaveOut(String... names) {
        Set<String> more = new LinkedHashSet<>(without);
        for (String name : Check.given(WITHOUT_ENV, names)) {
            more.add(Check.variableName(WITHOUT_ENV, name));
        }
        refuse(WITHOUT_ENV, more, "sets", ENV, added.keySet());
        refuse(WITHOUT_ENV, more, "sets", ONLY_ENV, namesOfOnly());
        return new Variables(only, added, Collections.unmodifiableSet(more));
    }

    private Set<String> namesOfOnly() {
        return only.map(Map::keySet).orElse(Set.of());
    }

    private static void refuse(String option, Set<String> names, String verb, String other, Set<String> taken) {
        for (String name : names) {
            String demand = "must not name a variable that " + other + " " + verb;
            Check.that(!taken.contains(name), option, demand, name);
        }
    }
}
