package io.forkedchild.jvm;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a lambda has captured, searched for the object that is not serializable: serialization itself names its class only. */
final class Captures {

    private record Place(String path, Object object) {}

    private final String culprit;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Place> places = new ArrayDeque<>();

    private Captures(String culprit) {
        this.culprit = culprit;
    }

    /** @param culprit the name of the class that was refused */
    static Captures of(Serializable lambda, String culprit) {
        var captures = new Captures(culprit);
        if (lambda.getClass().isHidden()) {
            captures.addArguments(lambda);
        } else {
            captures.addFields("", lambda);
        }
        return captures;
    }

    private void addArguments(Serializable lambda) {
        try {
            var description = TravellingLambda.description(lambda);
            var names = CapturedNames.of(lambda, description);
            for (int i = 0; i < description.getCapturedArgCount(); i++) {
                add(names.get(i), description.getCapturedArg(i));
            }
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            places.clear();
        }
    }

    /** The end of a sentence. */
    String refusal() {
        var found = find();
        var refusal = found.map(place -> place.path() + " is a " + culprit).orElse("it captures a " + culprit)
                + ", which is not Serializable";
        var isTest = found.filter(place -> place.path().startsWith(CapturedNames.THIS))
                .isPresent();
        return isTest
                ? refusal + "; it uses a field or a method of the object around it: make that static, or copy the"
                        + " field to a local variable"
                : refusal;
    }

    private Optional<Place> find() {
        try {
            return search();
        } catch (RuntimeException ofAClassOfTheUser) {
            return Optional.empty();
        }
    }

    private Optional<Place> search() {
        while (!places.isEmpty()) {
            var place = places.remove();
            if (!(place.object() instanceof Serializable)
                    && place.object().getClass().getName().equals(culprit)) {
                return Optional.of(place);
            }
            open(place);
        }
        return Optional.empty();
    }

    private void open(Place place) {
        if (place.object() instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                add(place.path() + "[" + i + "]", array[i]);
            }
        } else if (place.object() instanceof Collection<?> collection) {
            int i = 0;
            for (var element : collection) {
                add(place.path() + "[" + i++ + "]", element);
            }
        } else if (place.object() instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add("a key of " + place.path(), key);
                add(place.path() + "[" + key + "]", value);
            });
        } else {
            addFields(place.path() + ".", place.object());
        }
    }

    private void addFields(String prefix, Object object) {
        for (var field : fields(object.getClass())) {
            try {
                field.setAccessible(true);
                add(prefix + field.getName(), field.get(object));
            } catch (InaccessibleObjectException | IllegalAccessException ofTheJdk) {
                // what is inside the JDK's own classes says nothing to a user
            }
        }
    }

    private static List<Field> fields(Class<?> type) {
        var fields = new ArrayList<Field>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (var field : each.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers)
                        && !Modifier.isTransient(modifiers)
                        && !field.getType().isPrimitive()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private void add(String path, @Nullable Object object) {
        if (object != null && seen.add(object)) {
            places.add(new Place(path, object));
        }
    }
}
