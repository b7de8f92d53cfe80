package io.forkedchild.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Calls that the code does without. */
class CallsTest {

    /** They belong to the test and to Surefire; only inherited output is printed there, and what the library itself has to say. */
    @Test
    void mainCodeLeavesTheStandardStreamsAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.forkedchild.running.InheritedOutput")
                .and()
                .doNotHaveFullyQualifiedName("io.forkedchild.launch.Console")
                .and()
                .doNotHaveFullyQualifiedName("io.forkedchild.junit.ReasonOfSkips")
                .should(ACCESS_STANDARD_STREAMS)
                .check(Code.MAIN);
    }

    /** In the ForkJoinPool of JUnit's parallel execution such a wait starts more tests. A Future may be one in disguise. */
    @Test
    void mainCodeNeverWaitsInACompletableFuture() {
        var future = JavaClass.Predicates.assignableTo(CompletableFuture.class)
                .or(JavaClass.Predicates.equivalentTo(Future.class));

        noClasses()
                .should()
                .accessTargetWhere(target(owner(future)).and(target(nameMatching("get|join"))))
                .check(Code.MAIN);
    }

    @Test
    void nobodySleeps() {
        var clock =
                JavaClass.Predicates.equivalentTo(Thread.class).or(JavaClass.Predicates.equivalentTo(TimeUnit.class));

        noClasses()
                .should()
                .accessTargetWhere(target(owner(clock)).and(target(nameMatching("sleep"))))
                .check(Code.all());
    }
}
