package io.forkedchild.assertions;

/** A library that only some matchers need, so that only who uses them has to have it. */
enum Library {
    JSON_UNIT("JsonUnit", "net.javacrumbs.json-unit:json-unit-core", "net.javacrumbs.jsonunit.core.Configuration"),
    JSON_SCHEMA_VALIDATOR(
            "a validator",
            "com.networknt:json-schema-validator, version 2.0 or later",
            "com.networknt.schema.SchemaRegistry");

    private final String title;
    private final String artifact;
    private final String type;

    Library(String title, String artifact, String type) {
        this.title = title;
        this.artifact = artifact;
        this.type = type;
    }

    /** @throws IllegalStateException if it is not on the class path; the text says what to add */
    void require(String user) {
        try {
            Class.forName(type, false, Library.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(
                    user + " needs " + title + ", which is not on the class path: add " + artifact
                            + " to the dependencies of the tests",
                    missing);
        }
    }
}
